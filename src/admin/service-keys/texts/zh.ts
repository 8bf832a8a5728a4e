import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    serviceKeyRevoked: '服务密钥已被撤销',
    serviceKeyCreated: '服务密钥已创建',
  },
  reasons: {
    scopeMissing: '此服务密钥没有此操作所需的权限范围',
  },
  problems: {
    input: {
      serviceKeyScopes: '必须至少包含一个权限范围',
      serviceKeyName: '必须以字母或数字开头，且只能包含字母 A 到 Z、数字、空格、句点、连字符和下划线',
    },
  },
} satisfies Translation<typeof en>;
