/** What an operator is told of a command that failed: its sentences, without a stack or the engine's own trace. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\n\s+0: [\s\S]*$/, '');
}
