import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    PASSKEY_TAKEN: 'Esta clave de acceso ya está registrada',
  },
  reasons: {
    tooManyPasskeys: 'Su cuenta ya tiene el máximo de claves de acceso: elimine una primero',
  },
  mails: {
    passkeyCopied: {
      subject: 'Hemos rechazado una de sus claves de acceso',
      text: 'Se usó una clave de acceso de su cuenta de {{service}} y su contador de usos retrocedió. Es posible que alguien haya copiado esa clave, por eso no la hemos aceptado.',
      advice: 'Inicie sesión de otra manera, elimine esta clave de acceso de su cuenta y añada una nueva.',
    },
  },
} satisfies Translation<typeof en>;
