import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    WEAK_PASSWORD: 'كلمة المرور لا تستوفي متطلبات الأمان',
    INVALID_CREDENTIALS: 'بيانات تسجيل الدخول غير صحيحة',
  },
  answers: {
    passwordChanged: 'تم تغيير كلمة المرور',
  },
  problems: {
    password: {
      minLength_zero: 'يجب ألا يقل عدد الأحرف عن {{count}}',
      minLength_one: 'يجب ألا يقل عدد الأحرف عن {{count}}',
      minLength_two: 'يجب ألا يقل عدد الأحرف عن {{count}}',
      minLength_few: 'يجب ألا يقل عدد الأحرف عن {{count}}',
      minLength_many: 'يجب ألا يقل عدد الأحرف عن {{count}}',
      minLength_other: 'يجب ألا يقل عدد الأحرف عن {{count}}',
      maxLength_zero: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_one: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_two: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_few: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_many: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_other: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      requiresUppercase: 'يُرجى إضافة حرف كبير',
      requiresLowercase: 'يُرجى إضافة حرف صغير',
      requiresDigit: 'يُرجى إضافة رقم',
      requiresSymbol: 'يُرجى إضافة رمز',
      wellFormed: 'يُرجى استخدام نص \u2068Unicode\u2069 سليم',
      containsUsername: 'يُرجى عدم تضمين اسم المستخدم',
      containsEmail: 'يُرجى عدم تضمين البريد الإلكتروني',
      common: 'يُرجى اختيار كلمة مرور أقل شيوعًا',
      tooGuessable: 'يُرجى اختيار كلمة مرور يصعب تخمينها',
    },
  },
} satisfies Translation<typeof en>;
