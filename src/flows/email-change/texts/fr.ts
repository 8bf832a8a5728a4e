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
      text: 'Quelqu’un, probablement vous, souhaite utiliser cette adresse pour un compte. Rien ne changera avant confirmation.',
      action: 'Utiliser cette adresse',
      expiry_one: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} heure.',
      expiry_many: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} d’heures.',
      expiry_other: 'Ce lien ne peut être utilisé qu’une seule fois et reste valable {{count}} heures.',
      ignore: 'Si vous n’êtes pas à l’origine de cette demande, ignorez ce message\u00a0: rien ne changera.',
    },
    emailChangeRequested: {
      subject: 'Demande de modification de votre adresse e-mail',
      text: 'Quelqu’un a demandé à utiliser une autre adresse e-mail pour votre compte. Rien n’a encore changé.',
      advice:
        'Si ce n’était pas vous, réinitialisez votre mot de passe dès maintenant\u00a0: cela annulera aussi la modification.',
    },
    emailChanged: {
      subject: 'Votre adresse e-mail a été modifiée',
      text: 'L’adresse e-mail de votre compte a été modifiée. Nous n’envoyons plus de messages à l’ancienne adresse.',
      advice: 'Si ce n’était pas vous, prévenez immédiatement le responsable de ce service.',
    },
    emailInUse: {
      subject: 'Quelqu’un a voulu utiliser votre adresse e-mail',
      text: 'Quelqu’un a voulu utiliser cette adresse pour un autre compte. Rien n’a changé\u00a0: elle reste associée au vôtre.',
      advice:
        'Si c’était vous, connectez-vous au compte associé à cette adresse ou réinitialisez son mot de passe.',
    },
  },
} satisfies Translation<typeof en>;
