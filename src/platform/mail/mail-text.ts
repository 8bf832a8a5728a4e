import type { NamesIn } from '../i18n/catalogue.js';

/**
 * The kinds of mails that have a text of this name. For `ignore`: each KIND with a text `mails.KIND.ignore`.
 */
export type MailTextOf<Name extends string> =
  NamesIn<'mails'> extends infer Text ? (Text extends `${infer Kind}.${Name}` ? Kind : never) : never;
