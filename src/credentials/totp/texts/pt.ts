import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  reasons: {
    tooManyAuthenticators: 'Primeiro remova um aplicativo autenticador: não pode haver mais de cinco',
  },
} satisfies Translation<typeof en>;
