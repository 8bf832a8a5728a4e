import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    MFA_REQUIRED: 'É necessário um segundo fator para entrar',
    INVALID_CODE: 'O código está incorreto ou já foi usado',
  },
  answers: {
    loggedIn: 'Login realizado com sucesso',
  },
} satisfies Translation<typeof en>;
