import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  problems: {
    password: {
      breached: 'Dieses Passwort steht in Listen gestohlener Passwörter; wählen Sie ein anderes',
    },
  },
} satisfies Translation<typeof en>;
