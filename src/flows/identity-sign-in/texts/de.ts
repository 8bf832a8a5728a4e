import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    SIGN_UP_REQUIRED: 'Wählen Sie einen Benutzernamen, um die Registrierung abzuschließen',
    LINK_REQUIRED:
      'Es gibt bereits ein Konto mit dieser E-Mail-Adresse: Melden Sie sich einmal dort an, um den Anbieter zu verknüpfen',
    IDENTITY_TAKEN: 'Dieses Konto beim Anbieter ist mit einem anderen Benutzer verknüpft',
  },
  answers: {
    providerUnlinked: 'Die Verknüpfung mit dem Anbieter wurde aufgehoben',
  },
  reasons: {
    tooManyIdentities: 'Mehr Anbieter lassen sich nicht verknüpfen: Entfernen Sie zuerst einen',
  },
  mails: {
    providerLinked: {
      subject: 'Ein Anmeldeanbieter wurde mit Ihrem Konto verknüpft',
      text: 'Mit Ihrem Konto bei {{service}} wurde ein Anmeldeanbieter verknüpft, etwa Google oder GitHub. Damit ist ab jetzt die Anmeldung möglich.',
      advice:
        'Falls Sie das nicht waren, kann jemand anderes Ihr Konto benutzen. Setzen Sie jetzt Ihr Passwort zurück, melden Sie sich an, und entfernen Sie den fremden Anbieter.',
    },
    providerUnlinked: {
      subject: 'Ein Anmeldeanbieter wurde von Ihrem Konto getrennt',
      text: 'Von Ihrem Konto bei {{service}} wurde ein Anmeldeanbieter getrennt, etwa Google oder GitHub. Damit ist keine Anmeldung mehr möglich. Andere Geräte wurden abgemeldet.',
      advice:
        'Falls Sie das nicht waren, kann jemand anderes Ihr Konto benutzen. Setzen Sie jetzt Ihr Passwort zurück, melden Sie sich an, und prüfen Sie Ihre verknüpften Anbieter.',
    },
  },
} satisfies Translation<typeof en>;
