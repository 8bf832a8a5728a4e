import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    MFA_REQUIRED: 'Se necesita un segundo factor para iniciar sesión',
    INVALID_CODE: 'El código es incorrecto o ya se ha usado',
  },
  answers: {
    loggedIn: 'Inicio de sesión correcto',
  },
} satisfies Translation<typeof en>;
