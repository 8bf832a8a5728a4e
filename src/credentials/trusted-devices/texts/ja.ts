import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ja = {
  answers: {
    trustedDevicesForgotten: '信頼済みデバイスをすべて削除しました',
  },
} satisfies Translation<typeof en>;
