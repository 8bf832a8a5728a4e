import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    passkeyRegistrationStarted: 'Continue no seu dispositivo para criar a chave de acesso',
    passkeyAdded: 'A chave de acesso foi adicionada',
    passkeyRenamed: 'O nome da chave de acesso foi alterado',
    passkeyRemoved: 'A chave de acesso foi removida',
  },
} satisfies Translation<typeof en>;
