import { type Answer, EXIT } from '../../platform/command-line/answer.js';
import type { KeysContext } from './keys.context.js';

/** Fails if some data cannot be decrypted with either secret: it needs an even older one. */
export async function secretsRotate({ rotateSecrets }: KeysContext): Promise<Answer> {
  const stores = await rotateSecrets();
  return {
    text: stores
      .map(
        ({ store, reEncrypted, unreadable }) =>
          `${store}: ${reEncrypted} re-encrypted, ${unreadable} not decryptable with either secret`,
      )
      .join('\n'),
    data: { stores },
    exit: stores.some(({ unreadable }) => unreadable > 0) ? EXIT.failed : EXIT.done,
  };
}
