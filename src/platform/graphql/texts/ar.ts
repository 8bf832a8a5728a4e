import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  errors: {
    BAD_USER_INPUT: 'البيانات المُدخلة غير صالحة',
    UNAUTHENTICATED: 'يلزم تسجيل الدخول',
    FORBIDDEN: 'لا تتوفر صلاحية لتنفيذ هذا الإجراء',
    STEP_UP_REQUIRED: 'أكّد أنك صاحب الحساب ثم حاول مرة أخرى',
    NOT_FOUND: 'غير موجود',
    SERVER_BUSY: 'الخادم مشغول، يُرجى المحاولة بعد لحظات',
    SERVICE_UNAVAILABLE: 'الخدمة غير متاحة مؤقتًا، يُرجى المحاولة بعد لحظات',
    INTERNAL_SERVER_ERROR: 'حدث خطأ غير متوقع، يُرجى المحاولة لاحقًا',
  },
  problems: {
    input: {
      required: 'هذا الحقل مطلوب',
      type: 'القيمة لا تطابق النوع {{type}}',
      unknown: 'تحتوي على حقل غير موجود في النوع {{type}}',
      invalid: 'القيمة غير صالحة',
      email: 'يُرجى إدخال عنوان بريد إلكتروني صالح',
      languageTag: 'يُرجى إدخال رمز لغة وفق \u2068BCP 47\u2069',
      length_zero: 'يجب أن يكون عدد الأحرف بين {{min}} و{{count}}',
      length_one: 'يجب أن يكون عدد الأحرف بين {{min}} و{{count}}',
      length_two: 'يجب أن يكون عدد الأحرف بين {{min}} و{{count}}',
      length_few: 'يجب أن يكون عدد الأحرف بين {{min}} و{{count}}',
      length_many: 'يجب أن يكون عدد الأحرف بين {{min}} و{{count}}',
      length_other: 'يجب أن يكون عدد الأحرف بين {{min}} و{{count}}',
      maxLength_zero: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_one: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_two: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_few: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_many: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      maxLength_other: 'يجب ألا يزيد عدد الأحرف على {{count}}',
      range: 'يجب أن تكون القيمة بين {{min}} و{{max}}',
      cursor: 'يجب إدخال قيمة \u2068`endCursor`\u2069 أو \u2068`startCursor`\u2069',
      oneDirection: 'لا يمكن استخدامها مع \u2068`first`\u2069',
    },
  },
} satisfies Translation<typeof en>;
