/** The error message of a failed command: no stack, and no trace of the engine. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\n\s+0: [\s\S]*$/, '');
}
