import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    passwordResetRequested:
      'Si la dirección de correo existe, se ha enviado un enlace para restablecer la contraseña',
    passwordReset: 'Su contraseña se ha restablecido',
    invitationAccepted: 'Su cuenta está lista: inicie sesión con su nueva contraseña',
  },
  mails: {
    passwordReset: {
      subject: 'Restablezca su contraseña',
      greeting: 'Hola, {{username}}:',
      text: 'Alguien, probablemente usted, ha solicitado una contraseña nueva para su cuenta de {{service}}.',
      action: 'Elegir una contraseña nueva',
      expiry_one: 'El enlace funciona una sola vez y durante {{count}} minuto.',
      expiry_many: 'El enlace funciona una sola vez y durante {{count}} de minutos.',
      expiry_other: 'El enlace funciona una sola vez y durante {{count}} minutos.',
      ignore: 'Si no ha sido usted, ignore este mensaje: su contraseña no cambiará.',
    },
  },
} satisfies Translation<typeof en>;
