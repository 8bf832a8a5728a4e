import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    signInCodeSent: 'Si la dirección es correcta, se le ha enviado un código',
  },
  reasons: {
    mailedCodesOff: 'Este servicio no envía códigos para iniciar sesión',
    codeRegistrationOff: 'Este servicio no envía códigos para registrarse',
  },
  mails: {
    signInCode: {
      subject: 'Su código para iniciar sesión',
      greeting: 'Hola, {{username}}:',
      text: 'Alguien, probablemente usted, quiere iniciar sesión en su cuenta de {{service}}. Introduzca este código donde lo ha solicitado:',
      action: 'Abrir la página de inicio de sesión',
      expiry_one: 'El código funciona una sola vez, durante {{count}} minuto y solo donde lo ha solicitado.',
      expiry_many:
        'El código funciona una sola vez, durante {{count}} de minutos y solo donde lo ha solicitado.',
      expiry_other:
        'El código funciona una sola vez, durante {{count}} minutos y solo donde lo ha solicitado.',
      ignore: 'Si no ha sido usted, ignore este mensaje. No dé el código a nadie: nunca se lo pediremos.',
    },
    registrationCode: {
      subject: 'Su código para registrarse',
      greeting: 'Hola:',
      text: 'Alguien, probablemente usted, quiere crear una cuenta de {{service}} con esta dirección. Introduzca este código donde lo ha solicitado:',
      action: 'Abrir la página de inicio de sesión',
      expiry_one: 'El código funciona una sola vez, durante {{count}} minuto y solo donde lo ha solicitado.',
      expiry_many:
        'El código funciona una sola vez, durante {{count}} de minutos y solo donde lo ha solicitado.',
      expiry_other:
        'El código funciona una sola vez, durante {{count}} minutos y solo donde lo ha solicitado.',
      ignore:
        'Si no ha sido usted, ignore este mensaje: no se creará ninguna cuenta. No dé el código a nadie.',
    },
    signInCodeRefused: {
      subject: 'Todavía no puede iniciar sesión con un código',
      text: 'Alguien ha solicitado un código para iniciar sesión en la cuenta de {{service}} con esta dirección. No hemos enviado ninguno, porque esta dirección nunca se ha confirmado para la cuenta.',
      advice:
        'Si la cuenta es suya, inicie sesión como siempre y confirme la dirección, o restablezca su contraseña: eso también la confirma. Si la cuenta no es suya, póngase en contacto con el operador de {{service}}.',
    },
  },
} satisfies Translation<typeof en>;
