import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    passkeySignInStarted: 'Continue com a sua chave de acesso',
  },
} satisfies Translation<typeof en>;
