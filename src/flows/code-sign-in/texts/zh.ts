import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    signInCodeSent: '如果邮箱无误，验证码已发送至该邮箱',
  },
  reasons: {
    mailedCodesOff: '此服务不通过邮件发送登录验证码',
    codeRegistrationOff: '此服务不通过邮件发送注册验证码',
  },
  mails: {
    signInCode: {
      subject: '您的登录验证码',
      greeting: '{{username}}，您好！',
      text: '有人（可能是您本人）想登录您的 {{service}} 账号。请在申请验证码的页面输入此验证码：',
      action: '打开登录页面',
      expiry_other: '验证码仅可使用一次，{{count}} 分钟内有效，且只能在申请它的设备上使用。',
      ignore: '如果不是您本人操作，请忽略此邮件。请勿将验证码告诉任何人，我们绝不会向您索要。',
    },
    registrationCode: {
      subject: '您的注册验证码',
      greeting: '您好！',
      text: '有人（可能是您本人）想用此邮箱创建 {{service}} 账号。请在申请验证码的页面输入此验证码：',
      action: '打开登录页面',
      expiry_other: '验证码仅可使用一次，{{count}} 分钟内有效，且只能在申请它的设备上使用。',
      ignore: '如果不是您本人操作，请忽略此邮件，不会创建任何账号。请勿将验证码告诉任何人。',
    },
    signInCodeRefused: {
      subject: '您暂时无法使用验证码登录',
      text: '有人为使用此邮箱的 {{service}} 账号申请了登录验证码。由于此邮箱从未在该账号中验证过，我们没有发送验证码。',
      advice:
        '如果该账号属于您，请照常登录并验证邮箱，或重置密码：这样也会验证邮箱。如果该账号不属于您，请联系 {{service}} 的运营方。',
    },
  },
} satisfies Translation<typeof en>;
