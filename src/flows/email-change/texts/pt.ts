import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    emailChangeRequested: 'Se o endereço puder ser usado, um link de confirmação foi enviado para ele',
    emailChanged: 'Seu e-mail foi alterado',
  },
  mails: {
    emailChange: {
      subject: 'Confirme seu novo e-mail',
      greeting: 'Olá, {{username}}!',
      text: 'Alguém, provavelmente você, quer usar este endereço em uma conta {{service}}. Nada muda até a confirmação.',
      action: 'Usar este endereço',
      expiry_one: 'O link funciona uma única vez e por {{count}} hora.',
      expiry_many: 'O link funciona uma única vez e por {{count}} de horas.',
      expiry_other: 'O link funciona uma única vez e por {{count}} horas.',
      ignore: 'Se não foi você, ignore esta mensagem: nada vai mudar.',
    },
    emailChangeRequested: {
      subject: 'Alguém quer alterar o seu e-mail',
      text: 'Alguém digitou sua senha e pediu para usar outro e-mail na sua conta {{service}}. Nada mudou até agora.',
      advice:
        'Se não foi você, alguém conhece sua senha. Redefina-a agora: isso cancela a alteração e desconecta todos os dispositivos.',
    },
    emailChanged: {
      subject: 'Seu e-mail foi alterado',
      text: 'O e-mail da sua conta {{service}} foi alterado. Não enviamos mais mensagens para o endereço antigo. Todos os dispositivos foram desconectados, exceto aquele em que a alteração foi pedida.',
      advice: 'Se não foi você, avise imediatamente os responsáveis por {{service}}.',
    },
    emailInUse: {
      subject: 'Alguém quis usar o seu e-mail',
      text: 'Alguém quis usar este endereço em outra conta {{service}}. Nada mudou: ele continua vinculado à sua.',
      advice:
        'Se foi você, entre na conta que tem este endereço ou redefina a senha dela. Se não foi você, não é preciso fazer nada.',
    },
  },
} satisfies Translation<typeof en>;
