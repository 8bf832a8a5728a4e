import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    signInCodeSent: 'Si l’adresse est correcte, un code lui a été envoyé',
  },
  reasons: {
    mailedCodesOff: 'Ce service n’envoie pas de codes de connexion',
    codeRegistrationOff: 'Ce service n’envoie pas de codes d’inscription',
  },
  mails: {
    signInCode: {
      subject: 'Votre code de connexion',
      greeting: 'Bonjour {{username}},',
      text: 'Quelqu’un, probablement vous, veut se connecter à votre compte {{service}}. Saisissez ce code là où vous l’avez demandé\u00a0:',
      action: 'Ouvrir la page de connexion',
      expiry_one:
        'Le code fonctionne une seule fois, pendant {{count}} minute, et seulement là où vous l’avez demandé.',
      expiry_many:
        'Le code fonctionne une seule fois, pendant {{count}} de minutes, et seulement là où vous l’avez demandé.',
      expiry_other:
        'Le code fonctionne une seule fois, pendant {{count}} minutes, et seulement là où vous l’avez demandé.',
      ignore:
        'Si ce n’était pas vous, ignorez ce message. Ne donnez ce code à personne\u00a0: nous ne vous le demanderons jamais.',
    },
    registrationCode: {
      subject: 'Votre code d’inscription',
      greeting: 'Bonjour,',
      text: 'Quelqu’un, probablement vous, veut créer un compte {{service}} avec cette adresse. Saisissez ce code là où vous l’avez demandé\u00a0:',
      action: 'Ouvrir la page de connexion',
      expiry_one:
        'Le code fonctionne une seule fois, pendant {{count}} minute, et seulement là où vous l’avez demandé.',
      expiry_many:
        'Le code fonctionne une seule fois, pendant {{count}} de minutes, et seulement là où vous l’avez demandé.',
      expiry_other:
        'Le code fonctionne une seule fois, pendant {{count}} minutes, et seulement là où vous l’avez demandé.',
      ignore:
        'Si ce n’était pas vous, ignorez ce message\u00a0: aucun compte ne sera créé. Ne donnez ce code à personne.',
    },
    signInCodeRefused: {
      subject: 'Vous ne pouvez pas encore vous connecter avec un code',
      text: 'Quelqu’un a demandé un code pour se connecter au compte {{service}} avec cette adresse. Nous n’en avons pas envoyé, car cette adresse n’a jamais été confirmée pour ce compte.',
      advice:
        'Si le compte est le vôtre, connectez-vous comme d’habitude et confirmez l’adresse, ou réinitialisez votre mot de passe\u00a0: cela la confirme aussi. Si le compte n’est pas le vôtre, contactez l’opérateur de {{service}}.',
    },
  },
} satisfies Translation<typeof en>;
