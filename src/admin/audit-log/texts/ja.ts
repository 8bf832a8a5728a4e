import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  problems: {
    input: {
      maxTypes_other: '種類は{{count}}個以内で指定してください',
      userId: 'ユーザーの ID を指定してください',
    },
  },
} satisfies Translation<typeof en>;
