import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    PROVIDER_FAILED: 'Le fournisseur ne répond pas comme prévu. Réessayez plus tard',
  },
  answers: {
    providerSignInStarted: 'Continuez chez le fournisseur',
    providerLinked: 'Le fournisseur est associé à votre compte',
    providerSignInOver:
      'Cette connexion est terminée ou a déjà été utilisée. Revenez à l’application et recommencez.',
  },
  problems: {
    input: {
      provider: 'Doit être l’identifiant d’un fournisseur de connexion utilisable ici',
      returnUrl: 'Doit être une adresse sans fragment vers laquelle le service peut revenir',
    },
  },
} satisfies Translation<typeof en>;
