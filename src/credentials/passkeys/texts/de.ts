import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    PASSKEY_TAKEN: 'Dieser Passkey ist bereits registriert',
  },
  reasons: {
    tooManyPasskeys: 'Ihr Konto hat so viele Passkeys, wie es haben kann: Entfernen Sie zuerst einen',
  },
  mails: {
    passkeyCopied: {
      subject: 'Wir haben einen Ihrer Passkeys abgelehnt',
      text: 'Ein Passkey Ihres Kontos bei {{service}} wurde verwendet, und sein Zähler lief rückwärts. Vielleicht hat jemand den Schlüssel dieses Passkeys kopiert, deshalb haben wir ihn nicht angenommen.',
      advice:
        'Melden Sie sich auf andere Weise an, entfernen Sie diesen Passkey aus Ihrem Konto und fügen Sie einen neuen hinzu.',
    },
  },
} satisfies Translation<typeof en>;
