import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    accountDeleted: 'Votre compte a été supprimé',
  },
  mails: {
    accountDeleted: {
      subject: 'Votre compte a été supprimé',
      text: 'Votre compte {{service}} a été supprimé, avec ses sessions, ses appareils et ses liens. Il ne reste qu’un journal d’événements et de soldes, sans votre nom, votre adresse e-mail ni vos adresses IP. Ceci est notre dernier message.',
      advice:
        'Si ce n’était pas vous, prévenez immédiatement le responsable de {{service}}. Un compte supprimé ne peut pas être rétabli.',
    },
  },
} satisfies Translation<typeof en>;
