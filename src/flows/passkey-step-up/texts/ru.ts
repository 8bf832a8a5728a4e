import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    passkeyReauthenticationStarted: 'Подтвердите с помощью ключа доступа, что это вы',
    passkeyReauthenticated: 'Вы подтвердили, что это вы',
  },
} satisfies Translation<typeof en>;
