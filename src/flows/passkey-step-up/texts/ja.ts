import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    passkeyReauthenticationStarted: 'パスキーで本人確認を続けてください',
    passkeyReauthenticated: 'ご本人であることを確認しました',
  },
} satisfies Translation<typeof en>;
