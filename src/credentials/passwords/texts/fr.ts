import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    WEAK_PASSWORD: 'Le mot de passe ne répond pas aux exigences de sécurité',
    INVALID_CREDENTIALS: 'Identifiants incorrects',
  },
  answers: {
    passwordChanged: 'Votre mot de passe a été modifié',
  },
  problems: {
    password: {
      minLength_one: 'Utilisez au moins {{count}} caractère',
      minLength_many: 'Utilisez au moins {{count}} de caractères',
      minLength_other: 'Utilisez au moins {{count}} caractères',
      maxLength_one: 'Utilisez au plus {{count}} caractère',
      maxLength_many: 'Utilisez au plus {{count}} de caractères',
      maxLength_other: 'Utilisez au plus {{count}} caractères',
      requiresUppercase: 'Ajoutez une lettre majuscule',
      requiresLowercase: 'Ajoutez une lettre minuscule',
      requiresDigit: 'Ajoutez un chiffre',
      requiresSymbol: 'Ajoutez un caractère spécial',
      wellFormed: 'Utilisez un texte Unicode bien formé',
      containsUsername: 'N’y incluez pas votre nom d’utilisateur',
      containsEmail: 'N’y incluez pas votre adresse e-mail',
      common: 'Choisissez un mot de passe moins courant',
      tooGuessable: 'Choisissez un mot de passe plus difficile à deviner',
    },
  },
} satisfies Translation<typeof en>;
