import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    trustedDevicesForgotten: 'I Suoi dispositivi attendibili sono stati dimenticati',
  },
} satisfies Translation<typeof en>;
