import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  mails: {
    email: {
      linkAsText: 'Se o botão não funcionar, abra este link no navegador:',
      support: 'Dúvidas? Fale com o suporte: {{support}}',
    },
    notification: {
      greeting: 'Olá, {{username}}!',
      resetPassword: 'Redefinir sua senha',
    },
    circumstances: {
      time: 'Quando: {{time}}',
      device: 'Dispositivo: {{device}}',
      address: 'Endereço IP: {{address}}',
      until: 'Até: {{time}}',
      codesLeft: 'Códigos de recuperação não usados: {{number}}',
    },
    device: {
      browserOn: '{{browser}} no {{system}}',
      appOn: 'um aplicativo no {{system}}',
      unknown: 'um dispositivo desconhecido',
    },
  },
} satisfies Translation<typeof en>;
