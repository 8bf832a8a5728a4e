import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    TOKEN_EXPIRED: 'O token expirou',
    TOKEN_INVALID: 'O token não é válido',
    TOKEN_REUSED: 'O token já havia sido usado e a sessão dele foi encerrada. Entre novamente na sua conta',
  },
  answers: {
    logout: 'Logout realizado com sucesso',
    logoutEverywhere: 'Você saiu da sua conta em todos os dispositivos',
    sessionRevoked: 'A sessão foi encerrada',
    otherSessionsRevoked: 'Todas as outras sessões foram encerradas',
    tokenRefreshed: 'Token renovado com sucesso',
  },
} satisfies Translation<typeof en>;
