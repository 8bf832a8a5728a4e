import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  answers: {
    serviceKeyRevoked: 'Ключ сервиса отозван',
    serviceKeyCreated: 'Ключ сервиса создан',
  },
  reasons: {
    scopeMissing: 'У этого ключа сервиса нет прав, необходимых для этой операции',
  },
  problems: {
    input: {
      serviceKeyScopes: 'Укажите хотя бы одно право',
      serviceKeyName:
        'Должно начинаться с буквы или цифры; допускаются только буквы от A до Z, цифры, пробелы, точки, дефисы и знаки подчёркивания',
    },
  },
} satisfies Translation<typeof en>;
