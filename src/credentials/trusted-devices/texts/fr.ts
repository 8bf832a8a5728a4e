import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    trustedDevicesForgotten: 'Vos appareils de confiance ont été oubliés',
  },
} satisfies Translation<typeof en>;
