import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  reasons: {
    tooManyAuthenticators: '请先移除一个身份验证器应用：最多只能有五个',
  },
} satisfies Translation<typeof en>;
