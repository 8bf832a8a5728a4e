import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  problems: {
    input: {
      maxTypes_one: 'Darf höchstens {{count}} Typ enthalten',
      maxTypes_other: 'Darf höchstens {{count}} Typen enthalten',
      userId: 'Muss die ID eines Benutzers sein',
    },
  },
} satisfies Translation<typeof en>;
