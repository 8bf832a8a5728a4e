import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    stepUpCodeSent: 'Um código foi enviado para o seu endereço de e-mail',
  },
  mails: {
    stepUpCode: {
      subject: 'O seu código de confirmação',
      text: 'Alguém, provavelmente você, quer fazer uma alteração importante na sua conta {{service}}. Digite este código onde você o pediu:',
      expiry_one: 'O código funciona uma única vez, por {{count}} minuto e só onde você o pediu.',
      expiry_many: 'O código funciona uma única vez, por {{count}} de minutos e só onde você o pediu.',
      expiry_other: 'O código funciona uma única vez, por {{count}} minutos e só onde você o pediu.',
      advice:
        'Se não foi você, outra pessoa entrou na sua conta: saia em todos os dispositivos. Não dê o código a ninguém.',
    },
  },
} satisfies Translation<typeof en>;
