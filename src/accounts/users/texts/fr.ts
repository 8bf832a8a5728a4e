import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    USERNAME_TAKEN: 'Ce nom d’utilisateur est déjà pris',
    EMAIL_TAKEN: 'Cette adresse e-mail est déjà utilisée',
    ACCOUNT_SUSPENDED: 'Ce compte est suspendu',
    EMAIL_NOT_VERIFIED: 'Confirmez d’abord votre adresse e-mail\u00a0: ouvrez le lien qui vous a été envoyé',
  },
  answers: {
    profileUpdated: 'Votre profil a été mis à jour',
  },
  reasons: {
    administratorAccount: 'Seul un administrateur connecté peut faire cela sur le compte d’un administrateur',
    lastAdministrator: 'Il doit rester au moins un administrateur\u00a0: nommez-en d’abord un autre',
  },
  problems: {
    input: {
      usernameCharacters: 'Ne peut contenir que des lettres, des chiffres et des tirets bas',
      line: 'Doit être une ligne de texte de {{max}} caractères au plus',
      reserved: 'Est réservé : veuillez en choisir un autre',
    },
  },
} satisfies Translation<typeof en>;
