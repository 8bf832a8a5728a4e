import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    passwordResetRequested:
      'Si cette adresse e-mail existe, un lien de réinitialisation du mot de passe a été envoyé',
    passwordReset: 'Votre mot de passe a été réinitialisé',
    invitationAccepted: 'Votre compte est prêt\u00a0: connectez-vous avec votre nouveau mot de passe',
  },
  mails: {
    passwordReset: {
      subject: 'Réinitialisation de votre mot de passe',
      greeting: 'Bonjour {{username}},',
      text: 'Quelqu’un, probablement vous, a demandé un nouveau mot de passe pour votre compte {{service}}.',
      action: 'Choisir un nouveau mot de passe',
      expiry_one: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} minute.',
      expiry_many: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} de minutes.',
      expiry_other: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} minutes.',
      ignore:
        'Si vous n’êtes pas à l’origine de cette demande, ignorez ce message\u00a0: votre mot de passe reste inchangé.',
    },
  },
} satisfies Translation<typeof en>;
