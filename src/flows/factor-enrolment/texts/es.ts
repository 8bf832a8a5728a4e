import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  answers: {
    enrolmentCodeRequested: 'Se ha enviado un código a su dirección de correo',
  },
  reasons: {
    secondFactorNeeded:
      'Se necesita un segundo factor: primero hay que configurarlo, y el último debe conservarse',
    enrolmentCodeNeeded:
      'Los administradores necesitan un código para su primer segundo factor: solicítelo por correo o pídalo al responsable del servicio',
  },
  mails: {
    enrolmentCode: {
      subject: 'Su código para configurar un segundo factor',
      text: 'Introduzca este código en {{service}} para configurar su primer segundo factor. Los administradores deben tener uno.',
      expiry_one: 'El código funciona durante {{count}} minuto.',
      expiry_many: 'El código funciona durante {{count}} de minutos.',
      expiry_other: 'El código funciona durante {{count}} minutos.',
      warning:
        'Si usted no ha solicitado este código, alguien conoce su contraseña de {{service}}: cámbiela ahora. No dé el código a nadie.',
    },
    administratorFactorAdded: {
      subject: 'Un administrador ha configurado un segundo factor',
      text: 'Un administrador de {{service}} ha configurado un segundo factor por primera vez.',
      advice:
        'El registro de auditoría muestra de qué cuenta se trata. Si no ha sido nadie de su equipo, suspenda esa cuenta.',
    },
    administratorFactorRemoved: {
      subject: 'Un administrador ya no tiene segundo factor',
      text: 'Un administrador de {{service}} ya no tiene segundo factor: se ha eliminado o restablecido.',
      advice:
        'El registro de auditoría muestra de qué cuenta se trata. Si no ha sido nadie de su equipo, suspenda esa cuenta.',
    },
    secondFactorsReset: {
      subject: 'Sus segundos factores se han eliminado',
      text: 'Un administrador o el responsable de {{service}} ha eliminado todos los segundos factores de su cuenta, sus códigos de recuperación y sus dispositivos de confianza. Se ha cerrado la sesión en todos los dispositivos.',
      advice:
        'Inicie sesión con su contraseña y configure de nuevo un segundo factor. Si usted no lo ha pedido, avise a los responsables de {{service}} y cambie su contraseña.',
    },
  },
} satisfies Translation<typeof en>;
