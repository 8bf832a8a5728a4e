import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    secondFactorsReset: '该用户的第二重验证方式已被移除',
    userSessionsRevoked: '已在所有设备上退出该用户的登录',
    userSuspended: '该用户已被停用',
    userReinstated: '该用户的停用已解除',
    userRoleChanged: '该用户的角色已更改',
    balanceAdjusted: '余额已调整',
  },
  reasons: {
    ownSecondFactors: '您不能重置自己的第二重验证方式：请联系其他管理员',
    ownSuspension: '您不能停用自己的账号',
  },
  problems: {
    input: {
      amount: '请填写非零金额，例如 12.50 或 -12.50',
      future: '必须是将来的时间',
      covered: '扣减金额不能超过现有余额',
      unused: '已用于另一笔调整',
      idempotencyKey: '只能包含字母、数字以及符号 . _ : -，最多 {{max}} 个字符',
    },
  },
} satisfies Translation<typeof en>;
