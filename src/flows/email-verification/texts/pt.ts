import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    emailVerificationRequested: 'Um link de confirmação foi enviado para o seu e-mail',
    emailVerified: 'Seu e-mail foi confirmado',
  },
  mails: {
    emailVerification: {
      subject: 'Confirme seu e-mail',
      greeting: 'Olá, {{username}}!',
      text: 'Confirme que este endereço pertence à sua conta {{service}}.',
      action: 'Confirmar este endereço',
      expiry_one: 'O link funciona por {{count}} hora.',
      expiry_many: 'O link funciona por {{count}} de horas.',
      expiry_other: 'O link funciona por {{count}} horas.',
      ignore:
        'Se você não criou esta conta {{service}}, outra pessoa pode ter se registrado com o seu endereço. Não abra o link acima; abra este:',
      disown: 'Eu não criei esta conta',
    },
  },
} satisfies Translation<typeof en>;
