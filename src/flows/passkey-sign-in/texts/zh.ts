import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    passkeySignInStarted: '请使用您的通行密钥继续',
  },
} satisfies Translation<typeof en>;
