import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  reasons: {
    tooManyAuthenticators:
      'Сначала удалите одно из приложений-аутентификаторов: их может быть не больше пяти',
  },
} satisfies Translation<typeof en>;
