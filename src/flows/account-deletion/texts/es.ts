import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    accountDeleted: 'Su cuenta se ha eliminado',
  },
  mails: {
    accountDeleted: {
      subject: 'Su cuenta se ha eliminado',
      text: 'Su cuenta de {{service}} se ha eliminado, con sus sesiones, dispositivos y enlaces. Solo queda un registro de eventos y saldos, sin su nombre, su dirección de correo ni sus direcciones IP. Este es nuestro último mensaje.',
      advice:
        'Si no ha sido usted, avise de inmediato a los responsables de {{service}}. Una cuenta eliminada no se puede recuperar.',
    },
  },
} satisfies Translation<typeof en>;
