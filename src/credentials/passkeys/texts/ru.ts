import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const ru = {
  errors: {
    PASSKEY_TAKEN: 'Этот ключ доступа уже зарегистрирован',
  },
  reasons: {
    tooManyPasskeys:
      'В вашей учётной записи уже наибольшее число ключей доступа: сначала удалите один из них',
  },
  mails: {
    passkeyCopied: {
      subject: 'Мы отклонили один из ваших ключей доступа',
      text: 'Ключ доступа вашей учётной записи {{service}} был использован, и его счётчик пошёл назад. Возможно, кто-то скопировал этот ключ, поэтому мы его не приняли.',
      advice: 'Войдите другим способом, удалите этот ключ доступа из учётной записи и добавьте новый.',
    },
  },
} satisfies Translation<typeof en>;
