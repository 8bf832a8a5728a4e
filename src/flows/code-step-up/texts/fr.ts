import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    stepUpCodeSent: 'Un code est en route vers votre adresse e-mail',
  },
  mails: {
    stepUpCode: {
      subject: 'Votre code de confirmation',
      text: 'Quelqu’un, probablement vous, veut faire un changement important dans votre compte {{service}}. Saisissez ce code là où vous l’avez demandé :',
      expiry_one:
        'Le code fonctionne une seule fois, pendant {{count}} minute, et seulement là où vous l’avez demandé.',
      expiry_many:
        'Le code fonctionne une seule fois, pendant {{count}} de minutes, et seulement là où vous l’avez demandé.',
      expiry_other:
        'Le code fonctionne une seule fois, pendant {{count}} minutes, et seulement là où vous l’avez demandé.',
      advice:
        'Si ce n’était pas vous, une autre personne est connectée à votre compte : déconnectez-vous sur tous les appareils. Ne donnez ce code à personne.',
    },
  },
} satisfies Translation<typeof en>;
