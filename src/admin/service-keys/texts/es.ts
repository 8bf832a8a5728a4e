import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    serviceKeyRevoked: 'Se ha revocado la clave de servicio',
    serviceKeyCreated: 'La clave de servicio se ha creado',
  },
  problems: {
    input: {
      serviceKeyName:
        'Debe empezar por una letra o un dígito y solo puede contener letras de la A a la Z, dígitos, espacios, puntos, guiones y guiones bajos',
    },
  },
} satisfies Translation<typeof en>;
