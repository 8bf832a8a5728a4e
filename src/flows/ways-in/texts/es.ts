import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  reasons: {
    lastWayIn: 'Es su única forma de iniciar sesión: antes añada otra',
  },
} satisfies Translation<typeof en>;
