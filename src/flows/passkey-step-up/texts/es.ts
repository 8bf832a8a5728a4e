import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    passkeyReauthenticationStarted: 'Continúe con su clave de acceso para confirmar que es usted',
    passkeyReauthenticated: 'Ha confirmado que es usted',
  },
} satisfies Translation<typeof en>;
