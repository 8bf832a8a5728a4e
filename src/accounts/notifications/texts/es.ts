import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  mails: {
    newDevice: {
      subject: 'Nuevo inicio de sesión en su cuenta',
      text: 'Alguien ha iniciado sesión en su cuenta desde un dispositivo que no conocíamos.',
      advice:
        'Si no ha sido usted, restablezca ahora su contraseña: así se cierra la sesión en todos los dispositivos.',
    },
    passwordChanged: {
      subject: 'Su contraseña ha cambiado',
      text: 'La contraseña de su cuenta ha cambiado. Se ha cerrado la sesión en todos los demás dispositivos.',
      advice:
        'Si no ha sido usted, restablezca ahora su contraseña: así se cierra la sesión en todos los dispositivos.',
    },
    tokenReused: {
      subject: 'Hemos cerrado la sesión en uno de sus dispositivos',
      text: 'Una clave que mantiene abierta la sesión en uno de sus dispositivos se ha utilizado dos veces, por lo que hemos cerrado esa sesión. Es posible que alguien la haya copiado.',
      advice: 'Vuelva a iniciar sesión en su dispositivo. Si ocurre otra vez, restablezca su contraseña.',
    },
    suspended: {
      subject: 'Su cuenta ha sido suspendida',
      text: 'Un administrador ha suspendido su cuenta y ha cerrado todas sus sesiones.',
      advice: 'Si cree que se trata de un error, avise a los responsables de este servicio.',
    },
    serviceKeysLeft: {
      subject: 'Claves de servicio de un antiguo administrador',
      text: 'Un administrador que creó claves de servicio ya no lo es. Las claves siguen funcionando: otros servicios las usan para comprobar tokens.',
      advice: 'Revise la lista de claves de servicio y revoque las que ya no se necesiten.',
    },
  },
} satisfies Translation<typeof en>;
