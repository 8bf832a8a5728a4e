import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    loggedIn: '登录成功',
  },
} satisfies Translation<typeof en>;
