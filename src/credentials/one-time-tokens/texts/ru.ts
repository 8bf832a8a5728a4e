import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  reasons: {
    deadLink: 'Срок действия этой ссылки истёк, или она уже использована.',
  },
} satisfies Translation<typeof en>;
