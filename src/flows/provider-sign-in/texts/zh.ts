import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    PROVIDER_FAILED: '提供商未按预期响应。请稍后重试',
  },
  answers: {
    providerSignInStarted: '请在提供商处继续',
    providerLinked: '提供商已关联到您的账户',
    providerSignInOver: '此次登录已结束或已被使用。请返回应用并重新开始。',
  },
  problems: {
    input: {
      provider: '必须是此处可用的登录提供商之一的标识',
      returnUrl: '必须是服务允许返回的、不带片段的地址',
    },
  },
} satisfies Translation<typeof en>;
