import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    USERNAME_TAKEN: 'Ese nombre de usuario ya está en uso',
    EMAIL_TAKEN: 'Esa dirección de correo ya está en uso',
    ACCOUNT_SUSPENDED: 'La cuenta está suspendida',
  },
  answers: {
    profileUpdated: 'Su perfil se ha actualizado',
  },
  reasons: {
    lastAdministrator: 'Debe quedar al menos un administrador: nombre antes a otro',
  },
  problems: {
    input: {
      usernameCharacters: 'Solo puede contener letras, dígitos y guiones bajos',
      reserved: 'Está reservado: elija otro',
    },
  },
} satisfies Translation<typeof en>;
