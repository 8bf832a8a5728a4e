import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const es = {
  errors: {
    WEAK_PASSWORD: 'La contraseña no cumple los requisitos de seguridad',
    INVALID_CREDENTIALS: 'Los datos de acceso no son correctos',
  },
  answers: {
    passwordChanged: 'Su contraseña se ha cambiado',
  },
  problems: {
    password: {
      minLength_one: 'Use al menos {{count}} carácter',
      minLength_many: 'Use al menos {{count}} de caracteres',
      minLength_other: 'Use al menos {{count}} caracteres',
      maxLength_one: 'Use {{count}} carácter como máximo',
      maxLength_many: 'Use {{count}} de caracteres como máximo',
      maxLength_other: 'Use {{count}} caracteres como máximo',
      requiresUppercase: 'Incluya una letra mayúscula',
      requiresLowercase: 'Incluya una letra minúscula',
      requiresDigit: 'Incluya un dígito',
      requiresSymbol: 'Incluya un símbolo',
      wellFormed: 'Use texto Unicode bien formado',
      containsUsername: 'No incluya su nombre de usuario',
      containsEmail: 'No incluya su dirección de correo',
      common: 'Elija una contraseña menos común',
      tooGuessable: 'Elija una contraseña más difícil de adivinar',
    },
  },
} satisfies Translation<typeof en>;
