import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    totpEnrolmentStarted: 'Introduzca el código que muestra su aplicación',
    totpAdded: 'Se ha añadido su aplicación de autenticación',
    totpRenamed: 'Se ha cambiado el nombre de su aplicación de autenticación',
    factorRemoved: 'Se ha eliminado el segundo factor',
    factorRemovalWaits: 'El segundo factor se eliminará dentro de un día',
    recoveryCodesReplaced: 'Se han sustituido sus códigos de recuperación',
    factorRemovalCancelled:
      'Se ha cancelado la eliminación y se ha cerrado la sesión en todos los dispositivos',
  },
  reasons: {
    noSecondFactor: 'Antes añada un segundo factor',
    recoveryCodeTooNew:
      'Este código de recuperación es demasiado reciente: solicite la eliminación sin código',
  },
  mails: {
    secondFactorAdded: {
      subject: 'Se ha añadido un segundo factor a su cuenta',
      text: 'Se ha añadido a su cuenta de {{service}} un segundo factor para iniciar sesión, como una aplicación de autenticación o una llave de acceso.',
      advice:
        'Si no ha sido usted, otra persona puede usar su cuenta. Restablezca ahora su contraseña, inicie sesión y elimine el factor que no sea suyo. Si se le pide un factor que no tiene, póngase en contacto con {{service}}.',
    },
    secondFactorRemoved: {
      subject: 'Se ha eliminado un segundo factor de su cuenta',
      text: 'Se ha eliminado de su cuenta de {{service}} un segundo factor para iniciar sesión, como una aplicación de autenticación o una llave de acceso. Se ha cerrado la sesión en los demás dispositivos.',
      advice:
        'Si no ha sido usted, otra persona puede usar su cuenta. Restablezca ahora su contraseña, inicie sesión y revise sus segundos factores.',
    },
    secondFactorFailed: {
      subject: 'Alguien conoce su contraseña',
      text: 'Alguien ha introducido la contraseña correcta de su cuenta de {{service}}, pero no el segundo factor. No ha conseguido entrar.',
      advice:
        'Si ha sido usted, no tiene que hacer nada. Si no ha sido usted, restablezca ahora su contraseña.',
    },
    recoveryCodeUsed: {
      subject: 'Se ha usado un código de recuperación de su cuenta',
      text: 'Alguien ha usado uno de los códigos de recuperación de su cuenta de {{service}} en lugar del segundo factor.',
      advice:
        'Si no ha sido usted, restablezca ahora su contraseña: así se cierra la sesión en todos los dispositivos. Después inicie sesión, revise sus segundos factores y sustituya sus códigos de recuperación.',
    },
    recoveryCodesReplaced: {
      subject: 'Se han sustituido sus códigos de recuperación',
      text: 'Se han sustituido los códigos de recuperación de su cuenta de {{service}}. Los anteriores ya no sirven.',
      advice:
        'Si no ha sido usted, restablezca ahora su contraseña, inicie sesión y vuelva a sustituir los códigos.',
    },
    factorRemoval: {
      subject: 'Se eliminará un segundo factor de su cuenta',
      greeting: 'Hola, {{username}}:',
      text: 'Alguien ha iniciado sesión en su cuenta de {{service}} con un código de recuperación y ha pedido eliminar uno de sus segundos factores, como una aplicación de autenticación o una llave de acceso. Si ha sido usted, no tiene que hacer nada. Si no ha sido usted, cancele la eliminación: así también se cierra la sesión en todos los dispositivos. Después restablezca su contraseña.',
      action: 'Cancelar la eliminación',
      expiry_one: 'El factor se eliminará dentro de {{count}} hora. Hasta entonces, el enlace funciona.',
      expiry_many: 'El factor se eliminará dentro de {{count}} de horas. Hasta entonces, el enlace funciona.',
      expiry_other: 'El factor se eliminará dentro de {{count}} horas. Hasta entonces, el enlace funciona.',
      ignore: 'Si ha perdido el dispositivo, ignore este mensaje.',
    },
  },
} satisfies Translation<typeof en>;
