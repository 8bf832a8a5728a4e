import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    USERNAME_TAKEN: 'Ese nombre de usuario ya está en uso',
    EMAIL_TAKEN: 'Esa dirección de correo ya está en uso',
    ACCOUNT_SUSPENDED: 'La cuenta está suspendida',
    EMAIL_NOT_VERIFIED: 'Confirme primero su dirección de correo: abra el enlace que le hemos enviado',
  },
  answers: {
    profileUpdated: 'Su perfil se ha actualizado',
  },
  reasons: {
    administratorAccount:
      'Solo un administrador que haya iniciado sesión puede hacer esto en la cuenta de un administrador',
    lastAdministrator: 'Debe quedar al menos un administrador: nombre antes a otro',
  },
  problems: {
    input: {
      usernameCharacters: 'Solo puede contener letras, dígitos y guiones bajos',
      line: 'Debe ser una línea de texto de {{max}} caracteres como máximo',
      reserved: 'Está reservado: elija otro',
    },
  },
} satisfies Translation<typeof en>;
