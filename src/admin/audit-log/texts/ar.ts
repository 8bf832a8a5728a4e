import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  problems: {
    input: {
      maxTypes_zero: 'يجب ألا يزيد عدد الأنواع على {{count}}',
      maxTypes_one: 'يجب ألا يزيد عدد الأنواع على {{count}}',
      maxTypes_two: 'يجب ألا يزيد عدد الأنواع على {{count}}',
      maxTypes_few: 'يجب ألا يزيد عدد الأنواع على {{count}}',
      maxTypes_many: 'يجب ألا يزيد عدد الأنواع على {{count}}',
      maxTypes_other: 'يجب ألا يزيد عدد الأنواع على {{count}}',
      userId: 'يجب إدخال معرّف مستخدم',
    },
  },
} satisfies Translation<typeof en>;
