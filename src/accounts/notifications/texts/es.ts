import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  mails: {
    newDevice: {
      subject: 'Nuevo inicio de sesión en su cuenta',
      text: 'Alguien ha iniciado sesión en su cuenta de {{service}} desde un dispositivo que no conocíamos.',
      advice:
        'Si ha sido usted, no tiene que hacer nada. Si no, restablezca ahora su contraseña: así se cierra la sesión en todos los dispositivos.',
    },
    passwordChanged: {
      subject: 'Su contraseña ha cambiado',
      text: 'La contraseña de su cuenta de {{service}} ha cambiado. Se ha cerrado la sesión en todos los demás dispositivos y los enlaces de nuestros mensajes anteriores ya no funcionan.',
      advice:
        'Si no ha sido usted, restablezca ahora su contraseña: así se cierra la sesión en todos los dispositivos.',
    },
    breachedPassword: {
      subject: 'Elija una contraseña nueva',
      text: 'La contraseña de su cuenta de {{service}} figura en listas de contraseñas robadas en otros sitios web. Los atacantes prueban esas contraseñas en otras cuentas. No se ha cerrado su sesión.',
      advice:
        'Elija una contraseña nueva que no use en ningún otro lugar. Si usa la antigua en otros sitios web, cámbiela también allí.',
    },
    tokenReused: {
      subject: 'Hemos cerrado la sesión en uno de sus dispositivos',
      text: 'Una clave que mantiene abierta la sesión en uno de sus dispositivos en {{service}} se ha utilizado dos veces, por lo que hemos cerrado esa sesión. Es posible que alguien la haya copiado. En sus demás dispositivos la sesión sigue abierta.',
      advice:
        'Vuelva a iniciar sesión en su dispositivo. Si no reconoce el dispositivo indicado arriba, o si ocurre otra vez, restablezca su contraseña: así se cierra la sesión en todos los dispositivos.',
    },
    suspended: {
      subject: 'Su cuenta ha sido suspendida',
      text: 'Un administrador ha suspendido su cuenta de {{service}} y ha cerrado todas sus sesiones.',
      advice: 'Si cree que se trata de un error, avise a los responsables de {{service}}.',
    },
    serviceKeysLeft: {
      subject: 'Claves de servicio de un antiguo administrador',
      text: 'Un administrador que creó claves de servicio en {{service}} ya no lo es. Las claves siguen funcionando: otros servicios las usan para comprobar tokens o para administrar usuarios.',
      advice: 'Revise la lista de claves de servicio y revoque las que ya no se necesiten.',
    },
    passwordWasReset: {
      subject: 'Su contraseña se ha restablecido',
      text: 'La contraseña de su cuenta de {{service}} se ha restablecido con un enlace que enviamos a esta dirección. Se ha cerrado la sesión en todos los dispositivos.',
      advice:
        'Si no ha sido usted, otra persona puede leer su correo. Cambie primero la contraseña de su buzón y después restablezca de nuevo esta contraseña.',
    },
  },
} satisfies Translation<typeof en>;
