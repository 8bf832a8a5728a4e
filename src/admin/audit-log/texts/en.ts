export const en = {
  problems: {
    input: {
      maxTypes_one: 'Must have at most {{count}} type',
      maxTypes_other: 'Must have at most {{count}} types',
      userId: 'Must be the id of a user',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'audit-log': typeof en;
  }
}
