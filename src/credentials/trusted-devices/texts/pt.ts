import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    trustedDevicesForgotten: 'Seus dispositivos confiáveis foram esquecidos',
  },
} satisfies Translation<typeof en>;
