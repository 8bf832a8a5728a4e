import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    registrationDisowned: '谢谢：使用您的邮箱注册的人已无法登录',
  },
  mails: {
    accountReclaimed: {
      subject: '您已收回您的账号',
      text: '您已证明此邮箱属于您。此前有人用它创建了 {{service}} 账号，但从未证明这一点。因此，我们停用了所有可以打开该账号的方式：密码、身份验证器应用、通行密钥、恢复代码、关联的登录服务以及所有会话。',
      advice: '如果账号是您自己创建的，请立即设置新密码。如果不是，请检查账号中的名称和其他资料。',
    },
  },
} satisfies Translation<typeof en>;
