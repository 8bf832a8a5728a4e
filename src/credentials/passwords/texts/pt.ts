import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    WEAK_PASSWORD: 'A senha não atende aos requisitos de segurança',
    INVALID_CREDENTIALS: 'Dados de acesso incorretos',
  },
  answers: {
    passwordChanged: 'Sua senha foi alterada',
  },
  problems: {
    password: {
      minLength_one: 'Use pelo menos {{count}} caractere',
      minLength_many: 'Use pelo menos {{count}} de caracteres',
      minLength_other: 'Use pelo menos {{count}} caracteres',
      maxLength_one: 'Use no máximo {{count}} caractere',
      maxLength_many: 'Use no máximo {{count}} de caracteres',
      maxLength_other: 'Use no máximo {{count}} caracteres',
      requiresUppercase: 'Inclua uma letra maiúscula',
      requiresLowercase: 'Inclua uma letra minúscula',
      requiresDigit: 'Inclua um número',
      requiresSymbol: 'Inclua um símbolo',
      wellFormed: 'Use um texto Unicode bem formado',
      containsUsername: 'Não inclua seu nome de usuário',
      containsEmail: 'Não inclua seu e-mail',
      common: 'Escolha uma senha menos comum',
      tooGuessable: 'Escolha uma senha mais difícil de adivinhar',
    },
  },
} satisfies Translation<typeof en>;
