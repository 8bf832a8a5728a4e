import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  answers: {
    passkeyRegistrationStarted: 'Erstellen Sie den Passkey nun auf Ihrem Gerät',
    passkeyAdded: 'Der Passkey wurde hinzugefügt',
    passkeyRenamed: 'Der Passkey wurde umbenannt',
    passkeyRemoved: 'Der Passkey wurde entfernt',
  },
} satisfies Translation<typeof en>;
