import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    passkeyRegistrationStarted: 'Continua sul tuo dispositivo per creare la passkey',
    passkeyAdded: 'La passkey è stata aggiunta',
    passkeyRenamed: 'La passkey è stata rinominata',
    passkeyRemoved: 'La passkey è stata rimossa',
  },
} satisfies Translation<typeof en>;
