import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    trustedDevicesForgotten: 'Se han olvidado sus dispositivos de confianza',
  },
} satisfies Translation<typeof en>;
