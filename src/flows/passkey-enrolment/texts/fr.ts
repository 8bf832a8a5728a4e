import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    passkeyRegistrationStarted: 'Continuez sur votre appareil pour créer la clé d’accès',
    passkeyAdded: 'La clé d’accès a été ajoutée',
    passkeyRenamed: 'La clé d’accès a été renommée',
    passkeyRemoved: 'La clé d’accès a été supprimée',
  },
} satisfies Translation<typeof en>;
