import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    passkeySignInStarted: 'パスキーで続行してください',
  },
} satisfies Translation<typeof en>;
