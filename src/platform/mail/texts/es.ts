import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  mails: {
    email: {
      linkAsText: 'Si el botón no funciona, abra este enlace en su navegador:',
    },
    notification: {
      greeting: 'Hola, {{username}}:',
      circumstances: 'Fecha: {{time}}. Dirección IP: {{address}}.',
    },
  },
} satisfies Translation<typeof en>;
