import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    secondFactorsReset: 'Se han eliminado los segundos factores del usuario',
    userSessionsRevoked: 'Se ha cerrado la sesión del usuario en todos los dispositivos',
    userSuspended: 'El usuario ha sido suspendido',
    userReinstated: 'La suspensión del usuario ha terminado',
    userRoleChanged: 'El rol del usuario ha cambiado',
    balanceAdjusted: 'El saldo se ha ajustado',
  },
  reasons: {
    ownSecondFactors: 'No puede restablecer sus propios segundos factores: pídaselo a otro administrador',
    ownSuspension: 'No puede suspender su propia cuenta',
  },
  problems: {
    input: {
      amount: 'Debe ser un importe distinto de cero, como 12.50 o -12.50',
      future: 'Debe ser una fecha futura',
      covered: 'No debe restar más que el saldo disponible',
      unused: 'Ya designa otro ajuste',
      idempotencyKey: 'Puede contener hasta {{max}} letras, dígitos y los signos . _ : -',
    },
  },
} satisfies Translation<typeof en>;
