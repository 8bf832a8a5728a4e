import type { Translation } from '../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    TOKEN_EXPIRED: 'Le jeton a expiré',
    TOKEN_INVALID: 'Le jeton n’est pas valide',
    TOKEN_REUSED: 'Le jeton a déjà été utilisé\u00a0; sa session a été fermée. Veuillez vous reconnecter',
  },
  answers: {
    logout: 'Déconnexion réussie',
    logoutEverywhere: 'Déconnexion effectuée sur tous vos appareils',
    sessionRevoked: 'La session a été fermée',
    otherSessionsRevoked: 'Toutes les autres sessions ont été fermées',
    tokenRefreshed: 'Jeton renouvelé',
  },
} satisfies Translation<typeof en>;
