import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  errors: {
    PASSKEY_TAKEN: 'Questa passkey è già registrata',
  },
  reasons: {
    tooManyPasskeys: 'Il tuo account ha già il numero massimo di passkey: rimuovine prima una',
  },
  mails: {
    passkeyCopied: {
      subject: 'Abbiamo rifiutato una delle tue passkey',
      text: 'Una passkey del tuo account {{service}} è stata usata e il suo contatore è tornato indietro. Qualcuno potrebbe aver copiato la chiave di questa passkey, quindi non l’abbiamo accettata.',
      advice: 'Accedi in un altro modo, rimuovi questa passkey dal tuo account e aggiungine una nuova.',
    },
  },
} satisfies Translation<typeof en>;
