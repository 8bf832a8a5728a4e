import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    WEAK_PASSWORD: '密码不符合安全要求',
    INVALID_CREDENTIALS: '账号或密码错误',
  },
  answers: {
    passwordChanged: '您的密码已修改',
  },
  problems: {
    password: {
      minLength_other: '请至少使用 {{count}} 个字符',
      maxLength_other: '请最多使用 {{count}} 个字符',
      requiresUppercase: '请包含大写字母',
      requiresLowercase: '请包含小写字母',
      requiresDigit: '请包含数字',
      requiresSymbol: '请包含符号',
      wellFormed: '请使用格式正确的 Unicode 文本',
      containsUsername: '请勿包含您的用户名',
      containsEmail: '请勿包含您的邮箱地址',
      common: '该密码过于常见，请更换',
      tooGuessable: '请选择更难猜到的密码',
    },
  },
} satisfies Translation<typeof en>;
