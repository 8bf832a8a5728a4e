import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  reasons: {
    lastWayIn: 'Das ist Ihre einzige Möglichkeit, sich anzumelden: Fügen Sie zuerst eine weitere hinzu',
  },
} satisfies Translation<typeof en>;
