import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ar = {
  answers: {
    emailVerificationRequested: 'تم إرسال رابط التأكيد إلى بريدك الإلكتروني',
    emailVerified: 'تم تأكيد بريدك الإلكتروني',
  },
  mails: {
    emailVerification: {
      subject: 'تأكيد بريدك الإلكتروني',
      greeting: 'مرحبًا \u2068{{username}}\u2069،',
      text: 'يُرجى تأكيد أن هذا العنوان مرتبط بحسابك في \u2068{{service}}\u2069.',
      action: 'تأكيد هذا العنوان',
      expiry_zero: 'يعمل الرابط لأقل من ساعة.',
      expiry_one: 'يعمل الرابط لمدة ساعة واحدة.',
      expiry_two: 'يعمل الرابط لمدة ساعتين.',
      expiry_few: 'يعمل الرابط لمدة {{count}} ساعات.',
      expiry_many: 'يعمل الرابط لمدة {{count}} ساعة.',
      expiry_other: 'يعمل الرابط لمدة {{count}} ساعة.',
      ignore:
        'إذا لم تنشئ هذا الحساب في \u2068{{service}}\u2069، فربما سجّل شخص آخر بعنوانك. لا تفتح الرابط أعلاه، بل افتح هذا الرابط:',
      disown: 'لم أنشئ هذا الحساب',
    },
  },
} satisfies Translation<typeof en>;
