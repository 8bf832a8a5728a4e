import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  mails: {
    newDevice: {
      subject: '您的账号有新的登录',
      text: '有人使用我们此前未见过的设备登录了您的 {{service}} 账号。',
      advice: '如果是您本人操作，则无需采取任何措施。如果不是，请立即重置密码，所有设备都会随之退出登录。',
    },
    passwordChanged: {
      subject: '您的密码已修改',
      text: '您的 {{service}} 账号的密码已修改。其他所有设备均已退出登录，我们之前邮件中的链接也已失效。',
      advice: '如果不是您本人操作，请立即重置密码，所有设备都会随之退出登录。',
    },
    breachedPassword: {
      subject: '请设置新密码',
      text: '您的{{service}}账号的密码出现在从其他网站泄露的密码列表中。攻击者会用这些密码尝试登录其他账号。您仍处于登录状态。',
      advice: '请设置一个未在其他地方使用过的新密码。如果您在其他网站也使用旧密码，请一并更改。',
    },
    tokenReused: {
      subject: '我们已让您的一台设备退出登录',
      text: '用于让您的一台设备保持登录 {{service}} 的密钥被使用了两次，因此我们已让该设备退出登录。该密钥可能已被他人复制。您的其他设备仍保持登录。',
      advice:
        '请在您自己的设备上重新登录。如果您不认识上述设备，或再次发生这种情况，请重置密码，所有设备都会随之退出登录。',
    },
    suspended: {
      subject: '您的账号已被停用',
      text: '管理员停用了您的 {{service}} 账号，并已让您在所有设备上退出登录。',
      advice: '如果您认为这是误操作，请联系 {{service}} 的运营方。',
    },
    serviceKeysLeft: {
      subject: '前管理员留下了服务密钥',
      text: '一位在 {{service}} 创建过服务密钥的管理员已不再是管理员。这些密钥仍然有效：其他服务用它们来检查令牌或管理用户。',
      advice: '请查看服务密钥列表，并撤销不再需要的密钥。',
    },
    passwordWasReset: {
      subject: '您的密码已重置',
      text: '有人通过我们发送到此邮箱的链接重置了您的 {{service}} 账号的密码。所有设备均已退出登录。',
      advice: '如果不是您本人操作，说明他人可以查看您的邮件。请先修改邮箱的密码，然后再次重置此密码。',
    },
  },
} satisfies Translation<typeof en>;
