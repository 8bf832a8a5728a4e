import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    USERNAME_TAKEN: 'Este nome de usuário já está em uso',
    EMAIL_TAKEN: 'Este e-mail já está em uso',
    ACCOUNT_SUSPENDED: 'Esta conta está suspensa',
    EMAIL_NOT_VERIFIED: 'Confirme primeiro o seu endereço de e-mail: abra o link que lhe enviámos',
  },
  answers: {
    profileUpdated: 'Seu perfil foi atualizado',
  },
  reasons: {
    administratorAccount: 'Somente um administrador conectado pode fazer isso na conta de um administrador',
    lastAdministrator: 'Deve restar pelo menos um administrador: nomeie outro antes',
  },
  problems: {
    input: {
      usernameCharacters: 'Pode conter apenas letras, números e sublinhados',
      line: 'Deve ser uma linha de texto com no máximo {{max}} caracteres',
      reserved: 'Está reservado: escolha outro',
    },
  },
} satisfies Translation<typeof en>;
