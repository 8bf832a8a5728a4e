import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    passkeyReauthenticationStarted: 'Bestätigen Sie mit Ihrem Passkey, dass Sie es sind',
    passkeyReauthenticated: 'Sie haben bestätigt, dass Sie es sind',
  },
} satisfies Translation<typeof en>;
