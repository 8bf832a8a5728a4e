import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    emailVerificationRequested: 'Se ha enviado un enlace de confirmación a su dirección de correo',
    emailVerified: 'Su dirección de correo ha quedado confirmada',
  },
  mails: {
    emailVerification: {
      subject: 'Confirme su dirección de correo',
      greeting: 'Hola, {{username}}:',
      text: 'Confirme, por favor, que esta dirección pertenece a su cuenta de {{service}}.',
      action: 'Confirmar esta dirección',
      expiry_one: 'El enlace funciona durante {{count}} hora.',
      expiry_many: 'El enlace funciona durante {{count}} de horas.',
      expiry_other: 'El enlace funciona durante {{count}} horas.',
      ignore:
        'Si no ha creado esta cuenta de {{service}}, es posible que otra persona se haya registrado con su dirección. No abra el enlace anterior; abra este:',
      disown: 'No he creado esta cuenta',
    },
  },
} satisfies Translation<typeof en>;
