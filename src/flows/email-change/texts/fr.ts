import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    emailChangeRequested: 'Si cette adresse peut être utilisée, un lien de confirmation y a été envoyé',
    emailChanged: 'Votre adresse e-mail a été modifiée',
  },
  mails: {
    emailChange: {
      subject: 'Confirmez votre nouvelle adresse e-mail',
      greeting: 'Bonjour {{username}},',
      text: 'Quelqu’un, probablement vous, souhaite utiliser cette adresse pour un compte {{service}}. Rien ne changera avant confirmation.',
      action: 'Utiliser cette adresse',
      expiry_one: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} heure.',
      expiry_many: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} d’heures.',
      expiry_other: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} heures.',
      ignore: 'Si vous n’êtes pas à l’origine de cette demande, ignorez ce message\u00a0: rien ne changera.',
    },
    emailChangeRequested: {
      subject: 'Demande de modification de votre adresse e-mail',
      text: 'Quelqu’un a saisi votre mot de passe et demandé à utiliser une autre adresse e-mail pour votre compte {{service}}. Rien n’a encore changé.',
      advice:
        'Si ce n’était pas vous, quelqu’un connaît votre mot de passe. Réinitialisez-le dès maintenant\u00a0: cela annulera la modification et déconnectera tous les appareils.',
    },
    emailChanged: {
      subject: 'Votre adresse e-mail a été modifiée',
      text: 'L’adresse e-mail de votre compte {{service}} a été modifiée. Nous n’envoyons plus de messages à l’ancienne adresse. Tous les appareils ont été déconnectés, sauf celui sur lequel la modification a été demandée.',
      advice: 'Si ce n’était pas vous, prévenez immédiatement le responsable de {{service}}.',
    },
    emailInUse: {
      subject: 'Quelqu’un a voulu utiliser votre adresse e-mail',
      text: 'Quelqu’un a voulu utiliser cette adresse pour un autre compte {{service}}. Rien n’a changé\u00a0: elle reste associée au vôtre.',
      advice:
        'Si c’était vous, connectez-vous au compte associé à cette adresse ou réinitialisez son mot de passe. Sinon, vous n’avez rien à faire.',
    },
  },
} satisfies Translation<typeof en>;
