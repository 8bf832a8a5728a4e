import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    passkeySignInStarted: 'Fahren Sie mit Ihrem Passkey fort',
  },
} satisfies Translation<typeof en>;
