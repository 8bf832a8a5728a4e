import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    serviceKeyRevoked: '服务密钥已被撤销',
    serviceKeyCreated: '服务密钥已创建',
  },
  problems: {
    input: {
      serviceKeyName: '必须以字母或数字开头，且只能包含字母 A 到 Z、数字、空格、句点、连字符和下划线',
    },
  },
} satisfies Translation<typeof en>;
