import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ground, OpenGround } from './ground.js';

/** A ground, and a folder for whatever stands on it. */
export interface Place {
  readonly ground: Ground;
  readonly folder: string;
}

/**
 * Opens places of one kind and closes them afterwards, whatever came of it.
 * @returns null where there are none
 */
export async function onPlaces<T>(
  openGround: OpenGround,
  count: number,
  measure: (places: readonly Place[]) => Promise<T>,
): Promise<T | null> {
  const root = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const places: Place[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const folder = join(root, String(index));
      await mkdir(folder);
      const ground = await openGround(folder);
      if (ground === null) return null;
      places.push({ ground, folder });
    }
    return await measure(places);
  } finally {
    for (const { ground } of places) await ground.close();
    await rm(root, { recursive: true, force: true });
  }
}
