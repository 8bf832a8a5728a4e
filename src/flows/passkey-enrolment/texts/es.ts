import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    passkeyRegistrationStarted: 'Continúe en su dispositivo para crear la clave de acceso',
    passkeyAdded: 'Se ha añadido la clave de acceso',
    passkeyRenamed: 'Se ha cambiado el nombre de la clave de acceso',
    passkeyRemoved: 'Se ha eliminado la clave de acceso',
  },
} satisfies Translation<typeof en>;
