import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  errors: {
    BAD_USER_INPUT: 'Os dados informados não são válidos',
    UNAUTHENTICATED: 'É preciso entrar na sua conta',
    FORBIDDEN: 'Você não tem permissão para fazer isso',
    STEP_UP_REQUIRED: 'Confirme a sua identidade e tente novamente',
    NOT_FOUND: 'Não encontrado',
    SERVER_BUSY: 'O servidor está ocupado, tente novamente em instantes',
    SERVICE_UNAVAILABLE: 'O serviço está temporariamente indisponível, tente novamente em instantes',
    INTERNAL_SERVER_ERROR: 'Ocorreu um erro inesperado, tente novamente mais tarde',
  },
  problems: {
    input: {
      required: 'Este campo é obrigatório',
      type: 'Não corresponde ao tipo {{type}}',
      unknown: 'Contém um campo que o tipo {{type}} não tem',
      invalid: 'Este valor não é válido',
      email: 'Informe um endereço de e-mail válido',
      languageTag: 'Informe um código de idioma BCP 47',
      length_one: 'Deve ter de {{min}} a {{count}} caractere',
      length_many: 'Deve ter de {{min}} a {{count}} de caracteres',
      length_other: 'Deve ter de {{min}} a {{count}} caracteres',
      maxLength_one: 'Deve ter no máximo {{count}} caractere',
      maxLength_many: 'Deve ter no máximo {{count}} de caracteres',
      maxLength_other: 'Deve ter no máximo {{count}} caracteres',
      range: 'Deve estar entre {{min}} e {{max}}',
      cursor: 'Deve ser um `endCursor` ou um `startCursor`',
      oneDirection: 'Não pode ser usado com `first`',
    },
  },
} satisfies Translation<typeof en>;
