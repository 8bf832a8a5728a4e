import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    steppedUp: '本人であることを確認しました',
  },
} satisfies Translation<typeof en>;
