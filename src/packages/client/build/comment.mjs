/** A description of the schema as a comment, which an editor shows. */
export function comment(description) {
  return description ? `  /** ${description.replaceAll('*/', '*\\/')} */\n` : '';
}
