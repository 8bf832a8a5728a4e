import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    passkeySignInStarted: 'Продолжите с помощью ключа доступа',
  },
} satisfies Translation<typeof en>;
