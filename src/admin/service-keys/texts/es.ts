import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    serviceKeyRevoked: 'Se ha revocado la clave de servicio',
    serviceKeyCreated: 'La clave de servicio se ha creado',
  },
  reasons: {
    scopeMissing: 'Esta clave de servicio no tiene el permiso que necesita esta operación',
  },
  problems: {
    input: {
      serviceKeyScopes: 'Debe incluir al menos un permiso',
      serviceKeyName:
        'Debe empezar por una letra o un dígito y solo puede contener letras de la A a la Z, dígitos, espacios, puntos, guiones y guiones bajos',
    },
  },
} satisfies Translation<typeof en>;
