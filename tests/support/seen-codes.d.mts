export function note(folder: string, lines: readonly string[]): void;
export function readNotes(folder: string): Promise<Set<string>>;
export function unseen(
  text: string,
  seen: ReadonlySet<string>,
  reasons?: Readonly<Record<string, string>>,
): string | null;
