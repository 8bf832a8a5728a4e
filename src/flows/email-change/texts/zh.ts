import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    emailChangeRequested: '如果该邮箱可以使用，确认链接已发送至该邮箱',
    emailChanged: '您的邮箱已更换',
  },
  mails: {
    emailChange: {
      subject: '请确认您的新邮箱',
      greeting: '{{username}}，您好！',
      text: '有人（可能是您本人）希望将此邮箱用于 {{service}} 的一个账号。确认之前，一切保持不变。',
      action: '使用此邮箱',
      expiry_other: '该链接仅可使用一次，{{count}} 小时内有效。',
      ignore: '如果不是您本人操作，请忽略此邮件，一切不会改变。',
    },
    emailChangeRequested: {
      subject: '有人申请更换您的邮箱',
      text: '有人输入了您的密码，并申请为您的 {{service}} 账号更换邮箱。目前尚未做任何更改。',
      advice:
        '如果不是您本人操作，说明有人知道您的密码。请立即重置密码，此次更换会随之取消，所有设备也会退出登录。',
    },
    emailChanged: {
      subject: '您的邮箱已更换',
      text: '您的 {{service}} 账号的邮箱已更换，我们不再向原邮箱发送邮件。除申请更换的设备外，所有设备均已退出登录。',
      advice: '如果不是您本人操作，请立即联系 {{service}} 的运营方。',
    },
    emailInUse: {
      subject: '有人想使用您的邮箱',
      text: '有人想将此邮箱用于 {{service}} 的另一个账号。目前未做任何更改：它仍属于您的账号。',
      advice: '如果是您本人操作，请登录使用此邮箱的账号，或重置其密码。如果不是，则无需采取任何措施。',
    },
  },
} satisfies Translation<typeof en>;
