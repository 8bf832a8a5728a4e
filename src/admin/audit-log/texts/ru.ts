import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  problems: {
    input: {
      maxTypes_one: 'Укажите не более {{count}} типа',
      maxTypes_few: 'Укажите не более {{count}} типов',
      maxTypes_many: 'Укажите не более {{count}} типов',
      maxTypes_other: 'Укажите не более {{count}} типа',
      userId: 'Укажите идентификатор пользователя',
    },
  },
} satisfies Translation<typeof en>;
