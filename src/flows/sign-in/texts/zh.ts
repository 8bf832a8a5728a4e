import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    MFA_REQUIRED: '登录需要第二重验证',
    INVALID_CODE: '验证码错误或已使用',
  },
  answers: {
    loggedIn: '登录成功',
  },
} satisfies Translation<typeof en>;
