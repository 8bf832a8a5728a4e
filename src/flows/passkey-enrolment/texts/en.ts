export const en = {
  answers: {
    passkeyRegistrationStarted: 'Continue on your device to create the passkey',
    passkeyAdded: 'The passkey has been added',
    passkeyRenamed: 'The passkey has been renamed',
    passkeyRemoved: 'The passkey has been removed',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'passkey-enrolment': typeof en;
  }
}
