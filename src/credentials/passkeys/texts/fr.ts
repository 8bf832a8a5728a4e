import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    PASSKEY_TAKEN: 'Cette clé d’accès est déjà enregistrée',
  },
  reasons: {
    tooManyPasskeys: 'Votre compte a déjà le nombre maximal de clés d’accès : supprimez-en une d’abord',
  },
  mails: {
    passkeyCopied: {
      subject: 'Nous avons refusé une de vos clés d’accès',
      text: 'Une clé d’accès de votre compte {{service}} a été utilisée et son compteur d’utilisations est revenu en arrière. Quelqu’un a peut-être copié cette clé, nous ne l’avons donc pas acceptée.',
      advice:
        'Connectez-vous d’une autre manière, supprimez cette clé d’accès de votre compte et ajoutez-en une nouvelle.',
    },
  },
} satisfies Translation<typeof en>;
