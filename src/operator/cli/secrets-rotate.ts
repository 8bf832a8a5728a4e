import { readConfig } from '../../app/config.js';
import { rotateSecrets } from '../../app/maintenance.js';
import { type Answer, EXIT } from './answer.js';
import type { Shell } from './shell.js';

/** Fails where something is left that neither secret can decrypt: it needs one that is older still. */
export async function secretsRotate({ environment }: Shell): Promise<Answer> {
  const stores = await rotateSecrets(readConfig(environment));
  return {
    text: stores
      .map(
        ({ store, resealed, unreadable }) =>
          `${store}: ${resealed} encrypted anew, ${unreadable} that neither secret can decrypt`,
      )
      .join('\n'),
    data: { stores },
    exit: stores.some(({ unreadable }) => unreadable > 0) ? EXIT.failed : EXIT.done,
  };
}
