import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    accountDeleted: 'Su cuenta se ha eliminado',
  },
  mails: {
    accountDeleted: {
      subject: 'Su cuenta se ha eliminado',
      text: 'Su cuenta y los datos asociados a ella se han eliminado. Este es nuestro último mensaje.',
      advice: 'Si no ha sido usted, avise de inmediato a los responsables de este servicio.',
    },
  },
} satisfies Translation<typeof en>;
