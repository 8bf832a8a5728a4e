import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    TOKEN_EXPIRED: '令牌已过期',
    TOKEN_INVALID: '令牌无效',
    TOKEN_REUSED: '令牌已被使用过，其会话已结束，请重新登录',
  },
  answers: {
    logout: '退出登录成功',
    logoutEverywhere: '您已在所有设备上退出登录',
    sessionRevoked: '会话已结束',
    otherSessionsRevoked: '其他所有会话均已结束',
    tokenRefreshed: '令牌刷新成功',
  },
} satisfies Translation<typeof en>;
