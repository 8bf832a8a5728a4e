import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    userInvited: 'O convite foi enviado',
  },
  mails: {
    invitation: {
      subject: 'Seu convite para {{service}}',
      greeting: 'Olá, {{username}}!',
      text: 'Uma conta foi criada para você em {{service}}. Escolha uma senha para usá-la. Depois, entre com o seu e-mail ou com o nome de usuário {{username}}.',
      action: 'Escolher uma senha',
      expiry_one: 'O link funciona uma única vez e por {{count}} dia.',
      expiry_many: 'O link funciona uma única vez e por {{count}} de dias.',
      expiry_other: 'O link funciona uma única vez e por {{count}} dias.',
      ignore: 'Se você não espera um convite, ignore esta mensagem: sem o link, ninguém pode usar a conta.',
    },
  },
} satisfies Translation<typeof en>;
