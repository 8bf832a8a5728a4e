import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const zh = {
  answers: {
    trustedDevicesForgotten: '已忘记您信任的设备',
  },
} satisfies Translation<typeof en>;
