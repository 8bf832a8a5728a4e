import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  reasons: {
    tooManyAuthenticators: 'Primero elimine una aplicación de autenticación: no puede haber más de cinco',
  },
} satisfies Translation<typeof en>;
