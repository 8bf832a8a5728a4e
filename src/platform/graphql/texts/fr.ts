import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const fr = {
  errors: {
    BAD_USER_INPUT: 'Les données saisies ne sont pas valides',
    UNAUTHENTICATED: 'Vous devez vous connecter',
    FORBIDDEN: 'Vous n’avez pas l’autorisation d’effectuer cette action',
    STEP_UP_REQUIRED: 'Confirmez votre identité, puis réessayez',
    NOT_FOUND: 'Introuvable',
    SERVER_BUSY: 'Le serveur est surchargé, veuillez réessayer dans un instant',
    SERVICE_UNAVAILABLE: 'Le service est momentanément indisponible, veuillez réessayer dans un instant',
    INTERNAL_SERVER_ERROR: 'Une erreur inattendue s’est produite, veuillez réessayer plus tard',
  },
  problems: {
    input: {
      required: 'Ce champ est obligatoire',
      type: 'Ne correspond pas au type {{type}}',
      unknown: 'Contient un champ que le type {{type}} ne connaît pas',
      invalid: 'Cette valeur n’est pas valide',
      email: 'Veuillez saisir une adresse e-mail valide',
      languageTag: 'Veuillez indiquer un code de langue BCP 47',
      length_one: 'Doit comporter de {{min}} à {{count}} caractère',
      length_many: 'Doit comporter de {{min}} à {{count}} de caractères',
      length_other: 'Doit comporter de {{min}} à {{count}} caractères',
      maxLength_one: 'Doit comporter au plus {{count}} caractère',
      maxLength_many: 'Doit comporter au plus {{count}} de caractères',
      maxLength_other: 'Doit comporter au plus {{count}} caractères',
      range: 'Doit être compris entre {{min}} et {{max}}',
      cursor: 'Doit être un `endCursor` ou un `startCursor`',
      oneDirection: 'Ne peut pas être combiné avec `first`',
    },
  },
} satisfies Translation<typeof en>;
