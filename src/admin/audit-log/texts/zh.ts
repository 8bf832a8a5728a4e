import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  problems: {
    input: {
      maxTypes_other: '最多 {{count}} 种类型',
      userId: '请填写用户 ID',
    },
  },
} satisfies Translation<typeof en>;
