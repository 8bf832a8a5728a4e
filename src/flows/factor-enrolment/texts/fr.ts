import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    enrolmentCodeRequested: 'Un code a été envoyé à votre adresse e-mail',
  },
  reasons: {
    secondFactorNeeded:
      'Un second facteur est nécessaire\u00a0: il faut d’abord l’enregistrer, et le dernier doit rester',
    enrolmentCodeNeeded:
      'Les administrateurs ont besoin d’un code pour leur premier second facteur\u00a0: demandez-le par e-mail ou adressez-vous au responsable du service',
  },
  mails: {
    enrolmentCode: {
      subject: 'Votre code pour configurer un second facteur',
      text: 'Saisissez ce code dans {{service}} pour configurer votre premier second facteur. Les administrateurs doivent en avoir un.',
      expiry_one: 'Ce code reste valable {{count}} minute.',
      expiry_many: 'Ce code reste valable {{count}} de minutes.',
      expiry_other: 'Ce code reste valable {{count}} minutes.',
      warning:
        'Si vous n’avez pas demandé ce code, quelqu’un connaît votre mot de passe {{service}}\u00a0: changez-le maintenant. Ne communiquez ce code à personne.',
    },
    administratorFactorAdded: {
      subject: 'Un administrateur a configuré un second facteur',
      text: 'Un administrateur de {{service}} a configuré un second facteur pour la première fois.',
      advice:
        'Le journal d’audit indique de quel compte il s’agit. Si personne de votre équipe ne l’a fait, suspendez ce compte.',
    },
    administratorFactorRemoved: {
      subject: 'Un administrateur n’a plus de second facteur',
      text: 'Un administrateur de {{service}} n’a plus de second facteur\u00a0: il a été supprimé ou réinitialisé.',
      advice:
        'Le journal d’audit indique de quel compte il s’agit. Si personne de votre équipe ne l’a fait, suspendez ce compte.',
    },
    secondFactorsReset: {
      subject: 'Vos seconds facteurs ont été supprimés',
      text: 'Un administrateur ou le responsable de {{service}} a supprimé tous les seconds facteurs de votre compte, ses codes de récupération et ses appareils de confiance. Toutes vos sessions ont été fermées.',
      advice:
        'Connectez-vous avec votre mot de passe et configurez de nouveau un second facteur. Si vous ne l’avez pas demandé, prévenez le responsable de {{service}} et changez votre mot de passe.',
    },
  },
} satisfies Translation<typeof en>;
