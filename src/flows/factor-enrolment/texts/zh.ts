import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    enrolmentCodeRequested: '验证码已发送到您的电子邮箱',
  },
  reasons: {
    secondFactorNeeded: '需要第二重验证方式：请先完成设置，且必须保留最后一种',
    enrolmentCodeNeeded: '管理员首次设置第二重验证方式需要验证码：请通过邮件获取，或联系运营方',
  },
  mails: {
    enrolmentCode: {
      subject: '您用于设置第二重验证方式的验证码',
      text: '请在 {{service}} 中输入此验证码，以设置您的第一种第二重验证方式。管理员必须设置。',
      expiry_other: '验证码 {{count}} 分钟内有效。',
      warning:
        '如果您没有请求此验证码，说明有人知道您的 {{service}} 密码：请立即修改。请勿将验证码告诉任何人。',
    },
    administratorFactorAdded: {
      subject: '一名管理员设置了第二重验证方式',
      text: '{{service}} 的一名管理员首次设置了第二重验证方式。',
      advice: '审计日志会显示是哪个账号。如果不是您团队中的人所为，请停用该账号。',
    },
    administratorFactorRemoved: {
      subject: '一名管理员已没有第二重验证方式',
      text: '{{service}} 的一名管理员已没有第二重验证方式：已被移除或重置。',
      advice: '审计日志会显示是哪个账号。如果不是您团队中的人所为，请停用该账号。',
    },
    secondFactorsReset: {
      subject: '您的第二重验证方式已被移除',
      text: '{{service}} 的管理员或运营方移除了您账号的所有第二重验证方式、恢复码和受信任设备。您已在所有设备上退出登录。',
      advice:
        '请使用密码登录，并重新设置第二重验证方式。如果这不是您要求的，请联系 {{service}} 的运营方，并修改您的密码。',
    },
  },
} satisfies Translation<typeof en>;
