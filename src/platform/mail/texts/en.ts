export const en = {
  mails: {
    email: {
      linkAsText: 'If the button does not work, open this link in your browser:',
    },
    notification: {
      greeting: 'Hello {{username}},',
      circumstances: 'When: {{time}}. From: {{address}}.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    mail: typeof en;
  }
}
