/**
 * The value of a setting, or the problem with its text: the end of an error message that begins with the name of the
 * setting. A warning describes a value that is accepted.
 */
export type ParsedSetting<T> =
  | { readonly value: T; readonly warning?: string }
  | { readonly problem: string };
