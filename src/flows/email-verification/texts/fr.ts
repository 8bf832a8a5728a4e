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
      text: 'Veuillez confirmer que cette adresse est bien celle de votre compte {{service}}.',
      action: 'Confirmer cette adresse',
      expiry_one: 'Ce lien reste valable {{count}} heure.',
      expiry_many: 'Ce lien reste valable {{count}} d’heures.',
      expiry_other: 'Ce lien reste valable {{count}} heures.',
      ignore:
        'Si vous n’avez pas créé ce compte {{service}}, quelqu’un d’autre s’est peut-être inscrit avec votre adresse. N’ouvrez pas le lien ci-dessus, mais celui-ci\u00a0:',
      disown: 'Je n’ai pas créé ce compte',
    },
  },
} satisfies Translation<typeof en>;
