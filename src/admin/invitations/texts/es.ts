import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    userInvited: 'La invitación se ha enviado',
  },
  mails: {
    invitation: {
      subject: 'Su invitación a {{service}}',
      greeting: 'Hola, {{username}}:',
      text: 'Se ha creado una cuenta para usted en {{service}}. Elija una contraseña para utilizarla. Después, inicie sesión con su dirección de correo o con el nombre de usuario {{username}}.',
      action: 'Elegir una contraseña',
      expiry_one: 'El enlace funciona una sola vez y durante {{count}} día.',
      expiry_many: 'El enlace funciona una sola vez y durante {{count}} de días.',
      expiry_other: 'El enlace funciona una sola vez y durante {{count}} días.',
      ignore:
        'Si no espera ninguna invitación, ignore este mensaje: sin el enlace nadie puede utilizar la cuenta.',
    },
  },
} satisfies Translation<typeof en>;
