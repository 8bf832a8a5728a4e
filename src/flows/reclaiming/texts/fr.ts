import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    registrationDisowned:
      'Merci\u00a0: la personne qui s’est inscrite avec votre adresse ne peut plus se connecter',
  },
  mails: {
    accountReclaimed: {
      subject: 'Vous avez repris votre compte',
      text: 'Vous avez prouvé que cette adresse est la vôtre. Quelqu’un avait auparavant créé un compte {{service}} avec elle sans jamais le prouver. Nous avons donc mis fin à tout ce qui pouvait ouvrir le compte\u00a0: le mot de passe, les applications d’authentification, les clés d’accès, les codes de récupération, les fournisseurs liés et toutes les sessions.',
      advice:
        'Si vous avez créé le compte vous-même, définissez maintenant un nouveau mot de passe. Sinon, vérifiez le nom et les autres données de votre compte.',
    },
  },
} satisfies Translation<typeof en>;
