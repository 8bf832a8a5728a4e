import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    TOKEN_EXPIRED: 'El token ha caducado',
    TOKEN_INVALID: 'El token no es válido',
    TOKEN_REUSED: 'El token ya se había utilizado; se ha cerrado su sesión. Vuelva a iniciar sesión',
  },
  answers: {
    logout: 'Cierre de sesión correcto',
    logoutEverywhere: 'Ha cerrado la sesión en todos los dispositivos',
    sessionRevoked: 'La sesión se ha cerrado',
    otherSessionsRevoked: 'Se han cerrado todas las demás sesiones',
    tokenRefreshed: 'El token se ha renovado correctamente',
  },
} satisfies Translation<typeof en>;
