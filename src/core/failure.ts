const FRAMES = 12;

/**
 * What the log may hold of an unforeseen error: its kind and where it came from. Its message stays out: those of
 * databases and parsers quote the values they choked on, and one of them may be a password (ER-1).
 */
export function describeFailure(error: unknown): { type: string; code?: string; frames: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, ...code, frames: frames.slice(0, FRAMES).map((line) => line.trim()) };
}
