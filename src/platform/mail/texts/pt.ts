import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  mails: {
    email: {
      linkAsText: 'Se o botão não funcionar, abra este link no navegador:',
    },
    notification: {
      greeting: 'Olá, {{username}}!',
      circumstances: 'Quando: {{time}}. Endereço IP: {{address}}.',
    },
  },
} satisfies Translation<typeof en>;
