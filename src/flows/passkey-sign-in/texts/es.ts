import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    passkeySignInStarted: 'Continúe con su clave de acceso',
  },
} satisfies Translation<typeof en>;
