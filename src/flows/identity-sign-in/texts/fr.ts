import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    SIGN_UP_REQUIRED: 'Choisissez un nom d’utilisateur pour terminer l’inscription',
    LINK_REQUIRED:
      'Un compte avec cette adresse e-mail existe déjà\u00a0: connectez-vous-y une fois pour associer le fournisseur',
    IDENTITY_TAKEN: 'Ce compte chez le fournisseur est associé à un autre utilisateur',
  },
  answers: {
    providerUnlinked: 'Le fournisseur a été dissocié',
  },
  reasons: {
    tooManyIdentities: 'Vous ne pouvez pas associer davantage de fournisseurs\u00a0: supprimez-en d’abord un',
  },
  mails: {
    providerLinked: {
      subject: 'Un fournisseur de connexion a été associé à votre compte',
      text: 'Un fournisseur de connexion, comme Google ou GitHub, a été associé à votre compte {{service}}. Il permet désormais de se connecter.',
      advice:
        'Si ce n’était pas vous, quelqu’un d’autre peut utiliser votre compte. Réinitialisez votre mot de passe maintenant, connectez-vous, et dissociez le fournisseur qui n’est pas le vôtre.',
    },
    providerUnlinked: {
      subject: 'Un fournisseur de connexion a été dissocié de votre compte',
      text: 'Un fournisseur de connexion, comme Google ou GitHub, a été dissocié de votre compte {{service}}. Il ne permet plus de se connecter. Les autres appareils ont été déconnectés.',
      advice:
        'Si ce n’était pas vous, quelqu’un d’autre peut utiliser votre compte. Réinitialisez votre mot de passe maintenant, connectez-vous, et vérifiez vos fournisseurs associés.',
    },
  },
} satisfies Translation<typeof en>;
