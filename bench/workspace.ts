import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment, OpenEnvironment } from './environment.js';

/** A ground, and a folder for whatever stands on it. */
export interface Workspace {
  readonly environment: Environment;
  readonly folder: string;
}

/**
 * Opens places of one kind and closes them afterwards, whatever came of it.
 * @returns null where there are none
 */
export async function withWorkspaces<T>(
  openEnvironment: OpenEnvironment,
  count: number,
  measure: (workspaces: readonly Workspace[]) => Promise<T>,
): Promise<T | null> {
  const root = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const workspaces: Workspace[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const folder = join(root, String(index));
      await mkdir(folder);
      const environment = await openEnvironment(folder);
      if (environment === null) return null;
      workspaces.push({ environment, folder });
    }
    return await measure(workspaces);
  } finally {
    for (const { environment } of workspaces) await environment.close();
    await rm(root, { recursive: true, force: true });
  }
}
