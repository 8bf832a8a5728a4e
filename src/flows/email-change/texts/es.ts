import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    emailChangeRequested: 'Si la dirección puede utilizarse, se le ha enviado un enlace de confirmación',
    emailChanged: 'Su dirección de correo se ha cambiado',
  },
  mails: {
    emailChange: {
      subject: 'Confirme su nueva dirección de correo',
      greeting: 'Hola, {{username}}:',
      text: 'Alguien, probablemente usted, quiere utilizar esta dirección para una cuenta de {{service}}. Nada cambiará hasta que se confirme.',
      action: 'Utilizar esta dirección',
      expiry_one: 'El enlace funciona una sola vez y durante {{count}} hora.',
      expiry_many: 'El enlace funciona una sola vez y durante {{count}} de horas.',
      expiry_other: 'El enlace funciona una sola vez y durante {{count}} horas.',
      ignore: 'Si no ha sido usted, ignore este mensaje: nada cambiará.',
    },
    emailChangeRequested: {
      subject: 'Alguien quiere cambiar su dirección de correo',
      text: 'Alguien ha introducido su contraseña y ha solicitado usar otra dirección de correo para su cuenta de {{service}}. Todavía no ha cambiado nada.',
      advice:
        'Si no ha sido usted, alguien conoce su contraseña. Restablézcala ahora: así se anula el cambio y se cierra la sesión en todos los dispositivos.',
    },
    emailChanged: {
      subject: 'Su dirección de correo ha cambiado',
      text: 'La dirección de correo de su cuenta de {{service}} ha cambiado. Ya no enviamos mensajes a la anterior. Se ha cerrado la sesión en todos los dispositivos, salvo en el que se solicitó el cambio.',
      advice: 'Si no ha sido usted, avise de inmediato a los responsables de {{service}}.',
    },
    emailInUse: {
      subject: 'Alguien ha querido usar su dirección de correo',
      text: 'Alguien ha querido usar esta dirección para otra cuenta de {{service}}. No ha cambiado nada: sigue asociada a la suya.',
      advice:
        'Si ha sido usted, inicie sesión en la cuenta que tiene esta dirección o restablezca la contraseña de esa cuenta. Si no, no tiene que hacer nada.',
    },
  },
} satisfies Translation<typeof en>;
