import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  mails: {
    email: {
      linkAsText: 'Si el botón no funciona, abra este enlace en su navegador:',
      support: '¿Tiene preguntas? Contacte con el servicio de ayuda: {{support}}',
    },
    notification: {
      greeting: 'Hola, {{username}}:',
      resetPassword: 'Restablecer la contraseña',
    },
    circumstances: {
      time: 'Fecha: {{time}}',
      device: 'Dispositivo: {{device}}',
      address: 'Dirección IP: {{address}}',
      until: 'Hasta: {{time}}',
      codesLeft: 'Códigos de recuperación sin usar: {{number}}',
    },
    device: {
      browserOn: '{{browser}} en {{system}}',
      appOn: 'una aplicación en {{system}}',
      unknown: 'un dispositivo desconocido',
    },
  },
} satisfies Translation<typeof en>;
