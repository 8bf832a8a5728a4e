import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    trustedDevicesForgotten: 'Ваши доверенные устройства забыты',
  },
} satisfies Translation<typeof en>;
