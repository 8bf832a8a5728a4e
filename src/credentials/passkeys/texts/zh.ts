import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  errors: {
    PASSKEY_TAKEN: '此通行密钥已被注册',
  },
  reasons: {
    tooManyPasskeys: '您的账户的通行密钥数量已达上限：请先移除一个',
  },
  mails: {
    passkeyCopied: {
      subject: '我们拒绝了您的一个通行密钥',
      text: '您的 {{service}} 账户的一个通行密钥被使用，但其使用计数器出现倒退。可能有人复制了该密钥，因此我们没有接受它。',
      advice: '请用其他方式登录，从账户中移除此通行密钥，然后添加新的通行密钥。',
    },
  },
} satisfies Translation<typeof en>;
