import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    passkeyReauthenticationStarted: 'Continua con la tua passkey per confermare la tua identità',
    passkeyReauthenticated: 'Hai confermato la tua identità',
  },
} satisfies Translation<typeof en>;
