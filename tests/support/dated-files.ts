import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file with the time of its last change. */
export async function filesUnder(folder: string): Promise<Map<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (path) => [path, (await stat(path)).mtimeMs] as const)));
}
