import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    WEAK_PASSWORD: 'Das Passwort erfüllt die Sicherheitsanforderungen nicht',
    INVALID_CREDENTIALS: 'Die Anmeldedaten sind nicht korrekt',
  },
  answers: {
    passwordChanged: 'Ihr Passwort wurde geändert',
  },
  problems: {
    password: {
      minLength_one: 'Verwenden Sie mindestens {{count}} Zeichen',
      minLength_other: 'Verwenden Sie mindestens {{count}} Zeichen',
      maxLength_one: 'Verwenden Sie höchstens {{count}} Zeichen',
      maxLength_other: 'Verwenden Sie höchstens {{count}} Zeichen',
      requiresUppercase: 'Verwenden Sie einen Großbuchstaben',
      requiresLowercase: 'Verwenden Sie einen Kleinbuchstaben',
      requiresDigit: 'Verwenden Sie eine Ziffer',
      requiresSymbol: 'Verwenden Sie ein Sonderzeichen',
      wellFormed: 'Verwenden Sie gültigen Unicode-Text',
      containsUsername: 'Das Passwort darf Ihren Benutzernamen nicht enthalten',
      containsEmail: 'Das Passwort darf Ihre E-Mail-Adresse nicht enthalten',
      common: 'Wählen Sie ein weniger verbreitetes Passwort',
      tooGuessable: 'Wählen Sie ein Passwort, das schwerer zu erraten ist',
    },
  },
} satisfies Translation<typeof en>;
