import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    passwordResetRequested: 'Se o e-mail existir, um link para redefinir a senha foi enviado',
    passwordReset: 'Sua senha foi redefinida',
    invitationAccepted: 'Sua conta está pronta: entre com a nova senha',
  },
  mails: {
    passwordReset: {
      subject: 'Redefina sua senha',
      greeting: 'Olá, {{username}}!',
      text: 'Alguém, provavelmente você, pediu uma nova senha para a sua conta {{service}}.',
      action: 'Escolher uma nova senha',
      expiry_one: 'O link funciona uma única vez e por {{count}} minuto.',
      expiry_many: 'O link funciona uma única vez e por {{count}} de minutos.',
      expiry_other: 'O link funciona uma única vez e por {{count}} minutos.',
      ignore: 'Se não foi você, ignore esta mensagem: sua senha continua a mesma.',
    },
  },
} satisfies Translation<typeof en>;
