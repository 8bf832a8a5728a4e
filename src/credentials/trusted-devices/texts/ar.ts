import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    trustedDevicesForgotten: 'تم نسيان أجهزتك الموثوقة',
  },
} satisfies Translation<typeof en>;
