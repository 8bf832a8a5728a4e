import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  mails: {
    email: {
      linkAsText: 'Если кнопка не работает, откройте эту ссылку в браузере:',
    },
    notification: {
      greeting: 'Здравствуйте, {{username}}!',
      circumstances: 'Когда: {{time}}. IP-адрес: {{address}}.',
    },
  },
} satisfies Translation<typeof en>;
