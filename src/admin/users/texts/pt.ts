import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    secondFactorsReset: 'Os segundos fatores do usuário foram removidos',
    userSessionsRevoked: 'O usuário foi desconectado em todos os dispositivos',
    userSuspended: 'O usuário foi suspenso',
    userReinstated: 'A suspensão do usuário terminou',
    userRoleChanged: 'O papel do usuário foi alterado',
    balanceAdjusted: 'O saldo foi ajustado',
  },
  reasons: {
    ownSecondFactors: 'Você não pode redefinir seus próprios segundos fatores: peça a outro administrador',
    ownSuspension: 'Você não pode suspender a própria conta',
  },
  problems: {
    input: {
      amount: 'Deve ser um valor diferente de zero, como 12.50 ou -12.50',
      future: 'Deve ser uma data futura',
      covered: 'Não deve retirar mais do que o saldo disponível',
      unused: 'Já identifica outro ajuste',
      idempotencyKey: 'Pode conter até {{max}} letras, números e os sinais . _ : -',
    },
  },
} satisfies Translation<typeof en>;
