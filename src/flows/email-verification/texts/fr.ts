import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    emailVerificationRequested: 'Un lien de confirmation a été envoyé à votre adresse e-mail',
    emailVerified: 'Votre adresse e-mail a été confirmée',
  },
  mails: {
    emailVerification: {
      subject: 'Confirmez votre adresse e-mail',
      greeting: 'Bonjour {{username}},',
      text: 'Veuillez confirmer que cette adresse est bien la vôtre.',
      action: 'Confirmer cette adresse',
      expiry_one: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} heure.',
      expiry_many: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} d’heures.',
      expiry_other: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} heures.',
      ignore: 'Si vous n’avez pas de compte chez nous, ignorez ce message.',
    },
  },
} satisfies Translation<typeof en>;
