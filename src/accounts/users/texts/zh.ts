import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    INVALID_REFERRAL_CODE: '推荐码不存在',
    USERNAME_TAKEN: '该用户名已被使用',
    EMAIL_TAKEN: '该邮箱已被使用',
  },
  forbidden: {
    lastAdministrator: '必须保留一名管理员：请先任命另一名管理员',
  },
  problems: {
    input: {
      usernameCharacters: '只能包含字母、数字和下划线',
      reserved: '已被保留，请另选一个',
    },
  },
} satisfies Translation<typeof en>;
