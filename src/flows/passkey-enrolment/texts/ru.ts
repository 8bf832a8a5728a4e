import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    passkeyRegistrationStarted: 'Продолжите на своём устройстве, чтобы создать ключ доступа',
    passkeyAdded: 'Ключ доступа добавлен',
    passkeyRenamed: 'Ключ доступа переименован',
    passkeyRemoved: 'Ключ доступа удалён',
  },
} satisfies Translation<typeof en>;
