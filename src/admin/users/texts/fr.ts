import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  answers: {
    secondFactorsReset: 'Les seconds facteurs de l’utilisateur ont été supprimés',
    userSessionsRevoked: 'L’utilisateur a été déconnecté de tous ses appareils',
    userSuspended: 'L’utilisateur a été suspendu',
    userReinstated: 'La suspension de l’utilisateur a été levée',
    userRoleChanged: 'Le rôle de l’utilisateur a été modifié',
    balanceAdjusted: 'Le solde a été ajusté',
  },
  reasons: {
    ownSecondFactors:
      'Vous ne pouvez pas réinitialiser vos propres seconds facteurs\u00a0: demandez à un autre administrateur',
    ownSuspension: 'Vous ne pouvez pas vous suspendre vous-même',
  },
  problems: {
    input: {
      amount: 'Doit être un montant non nul, tel que 12.50 ou -12.50',
      future: 'Doit être une date future',
      covered: 'Ne doit pas retirer plus que le solde disponible',
      unused: 'Désigne déjà un autre ajustement',
      idempotencyKey: 'Peut contenir jusqu’à {{max}} lettres, chiffres et signes . _ : -',
    },
  },
} satisfies Translation<typeof en>;
