import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    INVALID_REFERRAL_CODE: 'Código de indicação desconhecido',
    USERNAME_TAKEN: 'Este nome de usuário já está em uso',
    EMAIL_TAKEN: 'Este e-mail já está em uso',
  },
  forbidden: {
    lastAdministrator: 'Deve restar pelo menos um administrador: nomeie outro antes',
  },
  problems: {
    input: {
      usernameCharacters: 'Pode conter apenas letras, números e sublinhados',
      reserved: 'Está reservado: escolha outro',
    },
  },
} satisfies Translation<typeof en>;
