import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const de = {
  errors: {
    PROVIDER_FAILED: 'Der Anbieter antwortet nicht wie erwartet. Versuchen Sie es später erneut',
  },
  answers: {
    providerSignInStarted: 'Fahren Sie beim Anbieter fort',
    providerLinked: 'Der Anbieter ist mit Ihrem Konto verknüpft',
    providerSignInOver:
      'Diese Anmeldung ist abgelaufen oder wurde schon verwendet. Kehren Sie zur Anwendung zurück und beginnen Sie erneut.',
  },
  problems: {
    input: {
      provider: 'Muss die ID eines der hier nutzbaren Anmeldeanbieter sein',
      returnUrl: 'Muss eine Adresse ohne Fragment sein, zu der der Dienst zurückkehren darf',
    },
  },
} satisfies Translation<typeof en>;
