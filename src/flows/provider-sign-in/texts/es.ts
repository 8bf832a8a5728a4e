import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    PROVIDER_FAILED: 'El proveedor no responde como se esperaba. Inténtelo de nuevo más tarde',
  },
  answers: {
    providerSignInStarted: 'Continúe en el proveedor',
    providerLinked: 'El proveedor está vinculado a su cuenta',
    providerSignInOver:
      'Este inicio de sesión ha terminado o ya se utilizó. Vuelva a la aplicación y empiece de nuevo.',
  },
  problems: {
    input: {
      provider: 'Debe ser el id de uno de los proveedores de inicio de sesión que se pueden usar aquí',
      returnUrl: 'Debe ser una dirección sin fragmento a la que el servicio pueda volver',
    },
  },
} satisfies Translation<typeof en>;
