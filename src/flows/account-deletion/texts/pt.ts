import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    accountDeleted: 'Sua conta foi excluída',
  },
  mails: {
    accountDeleted: {
      subject: 'Sua conta foi excluída',
      text: 'Sua conta e os dados associados a ela foram excluídos. Esta é a nossa última mensagem.',
      advice: 'Se não foi você, avise imediatamente os responsáveis por este serviço.',
    },
  },
} satisfies Translation<typeof en>;
