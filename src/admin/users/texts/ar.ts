import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    secondFactorsReset: 'تمت إزالة عوامل التحقق الثانية للمستخدم',
    userSessionsRevoked: 'تم تسجيل خروج المستخدم من جميع الأجهزة',
    userSuspended: 'تم إيقاف المستخدم',
    userReinstated: 'انتهى إيقاف المستخدم',
    userRoleChanged: 'تم تغيير دور المستخدم',
    balanceAdjusted: 'تم تعديل الرصيد',
  },
  reasons: {
    ownSecondFactors: 'لا يمكنك إعادة تعيين عوامل التحقق الثانية الخاصة بك: يُرجى طلب ذلك من مسؤول آخر',
    ownSuspension: 'لا يمكنك إيقاف حسابك بنفسك',
  },
  problems: {
    input: {
      amount: 'يجب إدخال مبلغ غير الصفر، مثل \u206812.50\u2069 أو \u2068-12.50\u2069',
      future: 'يجب أن يكون في المستقبل',
      covered: 'لا يمكن خصم أكثر من الرصيد المتاح',
      unused: 'مستخدَم بالفعل لتعديل آخر',
      idempotencyKey: 'يُسمح بالحروف والأرقام والرموز \u2068. _ : -\u2069 بحد أقصى {{max}}',
    },
  },
} satisfies Translation<typeof en>;
