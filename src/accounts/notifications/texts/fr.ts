import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  mails: {
    newDevice: {
      subject: 'Nouvelle connexion à votre compte',
      text: 'Quelqu’un s’est connecté à votre compte depuis un appareil que nous ne connaissions pas.',
      advice:
        'Si ce n’était pas vous, réinitialisez votre mot de passe dès maintenant\u00a0: tous les appareils seront déconnectés.',
    },
    passwordChanged: {
      subject: 'Votre mot de passe a été modifié',
      text: 'Le mot de passe de votre compte a été modifié. Tous les autres appareils ont été déconnectés.',
      advice:
        'Si ce n’était pas vous, réinitialisez votre mot de passe dès maintenant\u00a0: tous les appareils seront déconnectés.',
    },
    tokenReused: {
      subject: 'Nous avons déconnecté l’un de vos appareils',
      text: 'Une clé qui maintient l’un de vos appareils connecté a été utilisée deux fois\u00a0: nous avons donc fermé sa session. Il est possible que quelqu’un l’ait copiée.',
      advice: 'Reconnectez-vous sur votre appareil. Si cela se reproduit, réinitialisez votre mot de passe.',
    },
    suspended: {
      subject: 'Votre compte a été suspendu',
      text: 'Un administrateur a suspendu votre compte et fermé toutes vos sessions.',
      advice: 'Si vous pensez qu’il s’agit d’une erreur, prévenez le responsable de ce service.',
    },
    serviceKeysLeft: {
      subject: 'Clés de service d’un ancien administrateur',
      text: 'Un administrateur qui a créé des clés de service ne l’est plus. Les clés fonctionnent toujours\u00a0: d’autres services les utilisent pour vérifier des jetons.',
      advice: 'Consultez la liste des clés de service et révoquez celles qui ne sont plus nécessaires.',
    },
  },
} satisfies Translation<typeof en>;
