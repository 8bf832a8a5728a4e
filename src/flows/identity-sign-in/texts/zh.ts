import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    SIGN_UP_REQUIRED: '请选择用户名以完成注册',
    LINK_REQUIRED: '已有账户使用此邮箱地址：请先登录该账户一次，以关联此登录服务',
    IDENTITY_TAKEN: '该登录服务中的账户已关联到其他用户',
  },
  answers: {
    providerUnlinked: '已取消关联该登录服务',
  },
  reasons: {
    tooManyIdentities: '您关联的登录服务已达上限：请先移除一个',
  },
  mails: {
    providerLinked: {
      subject: '您的账户关联了登录服务',
      text: '您的 {{service}} 账户关联了一个登录服务，例如 Google 或 GitHub。今后可以用它登录。',
      advice:
        '如果不是您本人操作，说明有人可以使用您的账户。请立即重置密码，然后登录并取消关联不属于您的登录服务。',
    },
    providerUnlinked: {
      subject: '您的账户取消关联了登录服务',
      text: '您的 {{service}} 账户取消关联了一个登录服务，例如 Google 或 GitHub。今后不能再用它登录。其他设备已退出登录。',
      advice:
        '如果不是您本人操作，说明有人可以使用您的账户。请立即重置密码，然后登录并检查您关联的登录服务。',
    },
  },
} satisfies Translation<typeof en>;
