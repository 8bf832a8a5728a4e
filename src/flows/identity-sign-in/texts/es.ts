import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    SIGN_UP_REQUIRED: 'Elija un nombre de usuario para terminar el registro',
    LINK_REQUIRED:
      'Ya existe una cuenta con esta dirección de correo: inicie sesión en ella una vez para vincular el proveedor',
    IDENTITY_TAKEN: 'Esta cuenta del proveedor está vinculada a otro usuario',
  },
  answers: {
    providerUnlinked: 'Se ha desvinculado el proveedor',
  },
  reasons: {
    tooManyIdentities: 'No puede vincular más proveedores: antes elimine uno',
  },
  mails: {
    providerLinked: {
      subject: 'Se ha vinculado un proveedor de acceso a su cuenta',
      text: 'Se ha vinculado a su cuenta de {{service}} un proveedor de acceso, como Google o GitHub. Desde ahora sirve para iniciar sesión.',
      advice:
        'Si no ha sido usted, otra persona puede usar su cuenta. Restablezca ahora su contraseña, inicie sesión y desvincule el proveedor que no sea suyo.',
    },
    providerUnlinked: {
      subject: 'Se ha desvinculado un proveedor de acceso de su cuenta',
      text: 'Se ha desvinculado de su cuenta de {{service}} un proveedor de acceso, como Google o GitHub. Ya no sirve para iniciar sesión. Se ha cerrado la sesión en los demás dispositivos.',
      advice:
        'Si no ha sido usted, otra persona puede usar su cuenta. Restablezca ahora su contraseña, inicie sesión y revise sus proveedores vinculados.',
    },
  },
} satisfies Translation<typeof en>;
