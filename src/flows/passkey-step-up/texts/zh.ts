import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    passkeyReauthenticationStarted: '请使用您的通行密钥确认是您本人',
    passkeyReauthenticated: '您已确认是您本人',
  },
} satisfies Translation<typeof en>;
