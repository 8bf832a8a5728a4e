import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    accountDeleted: '您的账号已删除',
  },
  mails: {
    accountDeleted: {
      subject: '您的账号已删除',
      text: '您的 {{service}} 账号及其会话、设备和链接已被删除。仅保留事件和余额的记录，其中不含您的姓名、邮箱和 IP 地址。这是我们发给您的最后一封邮件。',
      advice: '如果不是您本人操作，请立即联系 {{service}} 的运营方。已删除的账号无法恢复。',
    },
  },
} satisfies Translation<typeof en>;
