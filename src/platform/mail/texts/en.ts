export const en = {
  mails: {
    letter: {
      linkAsText: 'If the button does not work, open this link in your browser:',
    },
    notice: {
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
