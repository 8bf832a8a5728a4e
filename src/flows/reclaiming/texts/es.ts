import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    registrationDisowned: 'Gracias: la persona que se registró con su dirección ya no puede iniciar sesión',
  },
  mails: {
    accountReclaimed: {
      subject: 'Ha recuperado su cuenta',
      text: 'Ha demostrado que esta dirección es suya. Alguien había creado antes con ella una cuenta de {{service}} sin demostrarlo nunca. Por eso hemos anulado todo lo que podía abrir la cuenta: la contraseña, las aplicaciones de autenticación, las llaves de acceso, los códigos de recuperación, los proveedores vinculados y todas las sesiones.',
      advice:
        'Si usted creó la cuenta, defina ahora una contraseña nueva. Si no fue usted, revise el nombre y los demás datos de su cuenta.',
    },
  },
} satisfies Translation<typeof en>;
