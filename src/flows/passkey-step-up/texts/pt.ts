import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    passkeyReauthenticationStarted: 'Continue com a sua chave de acesso para confirmar a sua identidade',
    passkeyReauthenticated: 'Confirmou a sua identidade',
  },
} satisfies Translation<typeof en>;
