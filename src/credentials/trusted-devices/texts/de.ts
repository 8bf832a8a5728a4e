import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    trustedDevicesForgotten: 'Ihre vertrauenswürdigen Geräte wurden vergessen',
  },
} satisfies Translation<typeof en>;
