import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    stepUpCodeSent: 'Hemos enviado un código a su dirección de correo',
  },
  mails: {
    stepUpCode: {
      subject: 'Su código de confirmación',
      text: 'Alguien, probablemente usted, quiere hacer un cambio importante en su cuenta de {{service}}. Introduzca este código donde lo pidió:',
      expiry_one: 'El código funciona una sola vez, durante {{count}} minuto y solo donde lo ha solicitado.',
      expiry_many:
        'El código funciona una sola vez, durante {{count}} de minutos y solo donde lo ha solicitado.',
      expiry_other:
        'El código funciona una sola vez, durante {{count}} minutos y solo donde lo ha solicitado.',
      advice:
        'Si no fue usted, otra persona ha iniciado sesión en su cuenta: cierre la sesión en todos los dispositivos. No dé el código a nadie.',
    },
  },
} satisfies Translation<typeof en>;
