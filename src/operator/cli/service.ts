import { compose } from '../../app/compose.js';
import { readConfig } from '../../app/config.js';
import { openEdges } from '../../app/edges.js';
import type { Service } from '../../app/service.js';
import type { Log } from '../../core/log.js';
import { withReason } from '../../platform/database/open.js';
import { quiet } from './house.js';
import type { Shell } from './shell.js';

/**
 * Lets a command work with the whole service, without a socket: what it changes is felt, and mailed, as if an
 * administrator had done it. Beside a PostgreSQL others may serve meanwhile; an embedded database belongs to one process.
 */
export async function inService<T>(shell: Shell, work: (service: Service) => Promise<T>): Promise<T> {
  const config = readConfig(shell.environment);
  const log: Log = {
    ...quiet,
    error: (details, sentence) => shell.note(`${sentence} ${JSON.stringify(details)}\n`),
  };
  const { edges, close } = await openEdges(config, log);
  try {
    const service = await compose({ ...config, publicUrl: config.publicUrl ?? 'http://localhost' }, edges);
    return await withReason(edges.database, () => work(service)).finally(() => service.stop());
  } finally {
    await close();
  }
}
