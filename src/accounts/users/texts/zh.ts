import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    USERNAME_TAKEN: '该用户名已被使用',
    EMAIL_TAKEN: '该邮箱已被使用',
    ACCOUNT_SUSPENDED: '账号已被停用',
    EMAIL_NOT_VERIFIED: '请先验证您的电子邮箱：打开我们发送给您的邮件中的链接',
  },
  answers: {
    profileUpdated: '您的个人资料已更新',
  },
  reasons: {
    administratorAccount: '只有已登录的管理员才能对管理员账号执行此操作',
    lastAdministrator: '必须保留一名管理员：请先任命另一名管理员',
  },
  problems: {
    input: {
      usernameCharacters: '只能包含字母、数字和下划线',
      line: '请填写一行文字，最多 {{max}} 个字符',
      reserved: '已被保留，请另选一个',
    },
  },
} satisfies Translation<typeof en>;
