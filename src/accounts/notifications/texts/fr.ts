import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  mails: {
    newDevice: {
      subject: 'Nouvelle connexion à votre compte',
      text: 'Quelqu’un s’est connecté à votre compte {{service}} depuis un appareil que nous ne connaissions pas.',
      advice:
        'Si c’était vous, vous n’avez rien à faire. Sinon, réinitialisez votre mot de passe dès maintenant\u00a0: tous les appareils seront déconnectés.',
    },
    passwordChanged: {
      subject: 'Votre mot de passe a été modifié',
      text: 'Le mot de passe de votre compte {{service}} a été modifié. Tous les autres appareils ont été déconnectés et les liens de nos messages précédents ne fonctionnent plus.',
      advice:
        'Si ce n’était pas vous, réinitialisez votre mot de passe dès maintenant\u00a0: tous les appareils seront déconnectés.',
    },
    breachedPassword: {
      subject: 'Choisissez un nouveau mot de passe',
      text: 'Le mot de passe de votre compte {{service}} figure dans des listes de mots de passe volés sur d’autres sites. Des attaquants essaient ces mots de passe sur d’autres comptes. Vous n’avez pas été déconnecté.',
      advice:
        'Choisissez un nouveau mot de passe que vous n’utilisez nulle part ailleurs. Si vous utilisez l’ancien sur d’autres sites, changez-le là aussi.',
    },
    tokenReused: {
      subject: 'Nous avons déconnecté l’un de vos appareils',
      text: 'Une clé qui maintient l’un de vos appareils connecté à {{service}} a été utilisée deux fois\u00a0: nous avons donc déconnecté cet appareil. Il est possible que quelqu’un ait copié la clé. Vos autres appareils restent connectés.',
      advice:
        'Reconnectez-vous sur votre appareil. Si vous ne reconnaissez pas l’appareil ci-dessus ou si cela se reproduit, réinitialisez votre mot de passe\u00a0: tous les appareils seront déconnectés.',
    },
    suspended: {
      subject: 'Votre compte a été suspendu',
      text: 'Un administrateur a suspendu votre compte {{service}} et fermé toutes vos sessions.',
      advice: 'Si vous pensez qu’il s’agit d’une erreur, prévenez le responsable de {{service}}.',
    },
    serviceKeysLeft: {
      subject: 'Clés de service d’un ancien administrateur',
      text: 'Un administrateur qui a créé des clés de service dans {{service}} ne l’est plus. Les clés fonctionnent toujours\u00a0: d’autres services les utilisent pour vérifier des jetons ou pour gérer des utilisateurs.',
      advice: 'Consultez la liste des clés de service et révoquez celles qui ne sont plus nécessaires.',
    },
    passwordWasReset: {
      subject: 'Votre mot de passe a été réinitialisé',
      text: 'Le mot de passe de votre compte {{service}} a été réinitialisé au moyen d’un lien que nous avons envoyé à cette adresse. Tous les appareils ont été déconnectés.',
      advice:
        'Si ce n’était pas vous, quelqu’un d’autre peut lire vos e-mails. Changez d’abord le mot de passe de votre messagerie, puis réinitialisez de nouveau ce mot de passe.',
    },
  },
} satisfies Translation<typeof en>;
