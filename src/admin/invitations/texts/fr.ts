import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    userInvited: 'L’invitation a été envoyée',
  },
  mails: {
    invitation: {
      subject: 'Votre invitation à {{service}}',
      greeting: 'Bonjour {{username}},',
      text: 'Un compte a été créé pour vous dans {{service}}. Choisissez un mot de passe pour l’utiliser. Connectez-vous ensuite avec votre adresse e-mail ou le nom d’utilisateur {{username}}.',
      action: 'Choisir un mot de passe',
      expiry_one: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} jour.',
      expiry_many: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} de jours.',
      expiry_other: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} jours.',
      ignore:
        'Si vous n’attendez pas d’invitation, ignorez ce message\u00a0: sans ce lien, personne ne peut utiliser le compte.',
    },
  },
} satisfies Translation<typeof en>;
