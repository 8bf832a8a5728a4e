import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    USERNAME_TAKEN: '该用户名已被使用',
    EMAIL_TAKEN: '该邮箱已被使用',
    ACCOUNT_SUSPENDED: '账号已被停用',
  },
  answers: {
    profileUpdated: '您的个人资料已更新',
  },
  reasons: {
    lastAdministrator: '必须保留一名管理员：请先任命另一名管理员',
  },
  problems: {
    input: {
      usernameCharacters: '只能包含字母、数字和下划线',
      reserved: '已被保留，请另选一个',
    },
  },
} satisfies Translation<typeof en>;
