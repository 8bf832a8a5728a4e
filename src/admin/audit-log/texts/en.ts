export const en = {
  problems: {
    input: {
      maxTypes_one: 'Must have {{count}} type at the most',
      maxTypes_other: 'Must have {{count}} types at the most',
      userId: 'Must be the id of a user',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'audit-log': typeof en;
  }
}
