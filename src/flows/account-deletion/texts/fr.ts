import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    accountDeleted: 'Votre compte a été supprimé',
  },
  mails: {
    accountDeleted: {
      subject: 'Votre compte a été supprimé',
      text: 'Votre compte et les données qui lui étaient associées ont été supprimés. Ceci est notre dernier message.',
      advice: 'Si ce n’était pas vous, prévenez immédiatement le responsable de ce service.',
    },
  },
} satisfies Translation<typeof en>;
