import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    totpEnrolmentStarted: 'Saisissez le code affiché par votre application',
    totpAdded: 'Votre application d’authentification a été ajoutée',
    totpRenamed: 'Votre application d’authentification a été renommée',
    factorRemoved: 'Le second facteur a été supprimé',
    factorRemovalWaits: 'Le second facteur sera supprimé dans un jour',
    recoveryCodesReplaced: 'Vos codes de récupération ont été remplacés',
    factorRemovalCancelled: 'La suppression a été annulée, et tous les appareils ont été déconnectés',
  },
  reasons: {
    noSecondFactor: 'Ajoutez d’abord un second facteur',
    recoveryCodeTooNew: 'Ce code de récupération est trop récent\u00a0: demandez la suppression sans code',
  },
  mails: {
    secondFactorAdded: {
      subject: 'Un second facteur a été ajouté à votre compte',
      text: 'Un second facteur de connexion, comme une application d’authentification ou une clé d’accès, a été ajouté à votre compte {{service}}.',
      advice:
        'Si ce n’était pas vous, quelqu’un d’autre peut utiliser votre compte. Réinitialisez votre mot de passe maintenant, connectez-vous, et supprimez le facteur qui n’est pas le vôtre. Si un facteur que vous n’avez pas vous est demandé, contactez {{service}}.',
    },
    secondFactorRemoved: {
      subject: 'Un second facteur de votre compte a été supprimé',
      text: 'Un second facteur de connexion, comme une application d’authentification ou une clé d’accès, a été supprimé de votre compte {{service}}. Les autres appareils ont été déconnectés.',
      advice:
        'Si ce n’était pas vous, quelqu’un d’autre peut utiliser votre compte. Réinitialisez votre mot de passe maintenant, connectez-vous, et vérifiez vos seconds facteurs.',
    },
    secondFactorFailed: {
      subject: 'Quelqu’un connaît votre mot de passe',
      text: 'Quelqu’un a saisi le bon mot de passe de votre compte {{service}}, mais pas le second facteur. La connexion a échoué.',
      advice:
        'Si c’était vous, vous n’avez rien à faire. Si ce n’était pas vous, réinitialisez votre mot de passe maintenant.',
    },
    recoveryCodeUsed: {
      subject: 'Un code de récupération de votre compte a été utilisé',
      text: 'Quelqu’un a utilisé l’un des codes de récupération de votre compte {{service}} à la place du second facteur.',
      advice:
        'Si ce n’était pas vous, réinitialisez votre mot de passe maintenant\u00a0: tous les appareils seront déconnectés. Ensuite, connectez-vous, vérifiez vos seconds facteurs, et remplacez vos codes de récupération.',
    },
    recoveryCodesReplaced: {
      subject: 'Vos codes de récupération ont été remplacés',
      text: 'Les codes de récupération de votre compte {{service}} ont été remplacés. Les anciens ne fonctionnent plus.',
      advice:
        'Si ce n’était pas vous, réinitialisez votre mot de passe maintenant, connectez-vous, et remplacez à nouveau les codes.',
    },
    factorRemoval: {
      subject: 'Un second facteur de votre compte sera supprimé',
      greeting: 'Bonjour {{username}},',
      text: 'Quelqu’un s’est connecté à votre compte {{service}} avec un code de récupération et a demandé la suppression de l’un de vos seconds facteurs, comme une application d’authentification ou une clé d’accès. Si c’était vous, vous n’avez rien à faire. Si ce n’était pas vous, annulez la suppression\u00a0: tous les appareils seront aussi déconnectés. Réinitialisez ensuite votre mot de passe.',
      action: 'Annuler la suppression',
      expiry_one: 'Le facteur sera supprimé dans {{count}} heure. Le lien fonctionne jusque-là.',
      expiry_many: 'Le facteur sera supprimé dans {{count}} d’heures. Le lien fonctionne jusque-là.',
      expiry_other: 'Le facteur sera supprimé dans {{count}} heures. Le lien fonctionne jusque-là.',
      ignore: 'Si vous avez perdu l’appareil, ignorez ce message.',
    },
  },
} satisfies Translation<typeof en>;
