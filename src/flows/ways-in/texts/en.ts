export const en = {
  reasons: {
    lastWayIn: 'This is your only way to sign in: add another one first',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'ways-in': typeof en;
  }
}
