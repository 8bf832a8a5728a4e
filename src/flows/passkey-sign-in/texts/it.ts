import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    passkeySignInStarted: 'Continua con la tua passkey',
  },
} satisfies Translation<typeof en>;
