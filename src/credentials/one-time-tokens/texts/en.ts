export const en = {
  reasons: {
    deadLink: 'This link has expired or was already used.',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'one-time-tokens': typeof en;
  }
}
