import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    BAD_USER_INPUT: 'Los datos introducidos no son válidos',
    UNAUTHENTICATED: 'Debe iniciar sesión',
    FORBIDDEN: 'No tiene permiso para hacer esto',
    STEP_UP_REQUIRED: 'Confirme su identidad e inténtelo de nuevo',
    NOT_FOUND: 'No se ha encontrado',
    SERVER_BUSY: 'El servidor está ocupado; vuelva a intentarlo en un momento',
    SERVICE_UNAVAILABLE: 'El servicio no está disponible temporalmente; vuelva a intentarlo en un momento',
    INTERNAL_SERVER_ERROR: 'Se ha producido un error inesperado; vuelva a intentarlo más tarde',
  },
  problems: {
    input: {
      required: 'Este dato es obligatorio',
      type: 'No se ajusta al tipo {{type}}',
      unknown: 'Contiene un campo que el tipo {{type}} no tiene',
      invalid: 'Este valor no es válido',
      email: 'Introduzca una dirección de correo válida',
      languageTag: 'Indique un código de idioma BCP 47',
      length_one: 'Debe tener de {{min}} a {{count}} carácter',
      length_many: 'Debe tener de {{min}} a {{count}} de caracteres',
      length_other: 'Debe tener de {{min}} a {{count}} caracteres',
      maxLength_one: 'Debe tener {{count}} carácter como máximo',
      maxLength_many: 'Debe tener {{count}} de caracteres como máximo',
      maxLength_other: 'Debe tener {{count}} caracteres como máximo',
      range: 'Debe estar entre {{min}} y {{max}}',
      cursor: 'Debe ser un `endCursor` o un `startCursor`',
      oneDirection: 'No se puede combinar con `first`',
    },
  },
} satisfies Translation<typeof en>;
