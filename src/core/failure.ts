const FRAMES = 12;

/**
 * The parts of an unexpected error that the log may contain: its type, its code and the stack frames. The
 * message is left out, because databases and parsers quote values in it, and a value may be a password
 * (ER-1).
 */
export function describeFailure(error: unknown): { type: string; code?: string; frames: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, ...code, frames: frames.slice(0, FRAMES).map((line) => line.trim()) };
}
