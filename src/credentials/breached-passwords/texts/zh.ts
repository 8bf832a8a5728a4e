import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  problems: {
    password: {
      breached: '此密码出现在已泄露的密码列表中，请换一个',
    },
  },
} satisfies Translation<typeof en>;
