import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    accountDeleted: '您的账号已删除',
  },
  mails: {
    accountDeleted: {
      subject: '您的账号已删除',
      text: '您的账号及其相关数据已被删除。这是我们发给您的最后一封邮件。',
      advice: '如果不是您本人操作，请立即联系本服务的运营方。',
    },
  },
} satisfies Translation<typeof en>;
