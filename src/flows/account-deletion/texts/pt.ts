import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    accountDeleted: 'Sua conta foi excluída',
  },
  mails: {
    accountDeleted: {
      subject: 'Sua conta foi excluída',
      text: 'Sua conta {{service}} foi excluída, com as sessões, os dispositivos e os links. Resta apenas um registro de eventos e saldos, sem o seu nome, o seu e-mail e os seus endereços IP. Esta é a nossa última mensagem.',
      advice:
        'Se não foi você, avise imediatamente os responsáveis por {{service}}. Uma conta excluída não pode ser recuperada.',
    },
  },
} satisfies Translation<typeof en>;
