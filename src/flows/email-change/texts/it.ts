import type { Translation } from '../../../core/texts.js';
import type { en } from './en.js';

export const it = {
  answers: {
    emailChangeRequested: 'Se l’indirizzo può essere usato, vi è stato inviato un link di conferma',
    emailChanged: 'Il Suo indirizzo email è stato modificato',
  },
  mails: {
    emailChange: {
      subject: 'Confermi il Suo nuovo indirizzo email',
      greeting: 'Buongiorno {{username}},',
      text: 'Qualcuno, probabilmente Lei, desidera usare questo indirizzo per un account {{service}}. Nulla cambia fino alla conferma.',
      action: 'Usi questo indirizzo',
      expiry_one: 'Il link funziona una sola volta e per {{count}} ora.',
      expiry_many: 'Il link funziona una sola volta e per {{count}} di ore.',
      expiry_other: 'Il link funziona una sola volta e per {{count}} ore.',
      ignore: 'Se non è stato Lei, ignori questo messaggio: non cambierà nulla.',
    },
    emailChangeRequested: {
      subject: 'Qualcuno vuole modificare il Suo indirizzo email',
      text: 'Qualcuno ha inserito la Sua password e ha chiesto di usare un altro indirizzo email per il Suo account {{service}}. Per ora non è cambiato nulla.',
      advice:
        'Se non è stato Lei, qualcuno conosce la Sua password. La reimposti subito: così si annulla la modifica e tutti i dispositivi vengono disconnessi.',
    },
    emailChanged: {
      subject: 'Il Suo indirizzo email è stato modificato',
      text: 'L’indirizzo email del Suo account {{service}} è stato modificato. Non inviamo più messaggi a quello precedente. Tutti i dispositivi sono stati disconnessi, tranne quello da cui è stata chiesta la modifica.',
      advice: 'Se non è stato Lei, avvisi immediatamente il gestore di {{service}}.',
    },
    emailInUse: {
      subject: 'Qualcuno voleva usare il Suo indirizzo email',
      text: 'Qualcuno voleva usare questo indirizzo per un altro account {{service}}. Non è cambiato nulla: resta associato al Suo.',
      advice:
        'Se è stato Lei, acceda all’account che ha questo indirizzo oppure ne reimposti la password. In caso contrario, non deve fare nulla.',
    },
  },
} satisfies Translation<typeof en>;
