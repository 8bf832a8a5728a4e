import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    totpEnrolmentStarted: '请输入应用显示的验证码',
    totpAdded: '已添加身份验证器应用',
    totpRenamed: '已重命名身份验证器应用',
    factorRemoved: '已移除第二重验证方式',
    factorRemovalWaits: '第二重验证方式将在一天后移除',
    recoveryCodesReplaced: '已更换恢复代码',
    factorRemovalCancelled: '已取消移除，并已退出所有设备',
  },
  reasons: {
    noSecondFactor: '请先添加第二重验证方式',
    recoveryCodeTooNew: '此恢复代码太新：请不带代码申请移除',
  },
  mails: {
    secondFactorAdded: {
      subject: '您的账户添加了第二重验证方式',
      text: '您的 {{service}} 账户添加了一种登录时的第二重验证方式，例如身份验证器应用或通行密钥。',
      advice:
        '如果不是您本人操作，说明有人可以使用您的账户。请立即重置密码，然后登录并移除不属于您的验证方式。如果系统要求您没有的验证方式，请联系{{service}}。',
    },
    secondFactorRemoved: {
      subject: '您的账户移除了第二重验证方式',
      text: '您的 {{service}} 账户移除了一种登录时的第二重验证方式，例如身份验证器应用或通行密钥。其他设备已退出登录。',
      advice:
        '如果不是您本人操作，说明有人可以使用您的账户。请立即重置密码，然后登录并检查您的第二重验证方式。',
    },
    secondFactorFailed: {
      subject: '有人知道您的密码',
      text: '有人输入了您 {{service}} 账户的正确密码，但未通过第二重验证，因此没有登录成功。',
      advice: '如果是您本人操作，则无需采取任何措施。如果不是，请立即重置密码。',
    },
    recoveryCodeUsed: {
      subject: '您账户的一个恢复代码已被使用',
      text: '有人使用您 {{service}} 账户的一个恢复代码代替了第二重验证。',
      advice:
        '如果不是您本人操作，请立即重置密码：这会退出所有设备。然后请登录，检查您的第二重验证方式，并更换恢复代码。',
    },
    recoveryCodesReplaced: {
      subject: '您的恢复代码已更换',
      text: '您 {{service}} 账户的恢复代码已更换，之前的代码不再有效。',
      advice: '如果不是您本人操作，请立即重置密码，然后登录并再次更换恢复代码。',
    },
    factorRemoval: {
      subject: '您账户的一种第二重验证方式将被移除',
      greeting: '{{username}}，您好！',
      text: '有人使用恢复代码登录了您的 {{service}} 账户，并要求移除您的一种第二重验证方式，例如身份验证器应用或通行密钥。如果是您本人操作，则无需采取任何措施。如果不是，请取消移除：这也会退出所有设备。然后请重置密码。',
      action: '取消移除',
      expiry_other: '该验证方式将在 {{count}} 小时后移除。在此之前，链接有效。',
      ignore: '如果您丢失了设备，请忽略此邮件。',
    },
  },
} satisfies Translation<typeof en>;
