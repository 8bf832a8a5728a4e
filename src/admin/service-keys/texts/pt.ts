import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const pt = {
  answers: {
    serviceKeyRevoked: 'A chave de serviço foi revogada',
    serviceKeyCreated: 'A chave de serviço foi criada',
  },
  reasons: {
    scopeMissing: 'Esta chave de serviço não tem o escopo necessário para esta operação',
  },
  problems: {
    input: {
      serviceKeyScopes: 'Deve conter pelo menos um escopo',
      serviceKeyName:
        'Deve começar com uma letra ou um número e só pode conter letras de A a Z, números, espaços, pontos, hífenes e sublinhados',
    },
  },
} satisfies Translation<typeof en>;
