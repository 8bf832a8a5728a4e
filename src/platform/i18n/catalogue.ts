import type { PluralCategory, TextCatalogue } from '../../core/texts.js';

type WithoutCategory<K extends string> = K extends `${infer Base}_${PluralCategory}` ? Base : K;

type Entries<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? [key: `${Path}${WithoutCategory<K>}`, text: T[K]]
    : Entries<T[K], `${Path}${K}.`>;
}[keyof T & string];

/**
 * Every message of every capability. Each message belongs to one capability, so the order of the union is
 * irrelevant.
 */
type AllEntries = { [C in keyof TextCatalogue]: Entries<TextCatalogue[C]> }[keyof TextCatalogue];

/** The dotted key of a message, such as `answers.logout`. */
export type MessageKey = AllEntries[0];

/** The names of the messages of one part: `NamesIn<'answers'>` is `logout` and its siblings. */
export type NamesIn<Part extends string> = MessageKey extends infer K
  ? K extends `${Part}.${infer Name}`
    ? Name
    : never
  : never;

type TextOf<K extends MessageKey> = Extract<AllEntries, [K, string]>[1];
type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The parameters of a message, derived from its English text. */
export type MessageParams<K extends MessageKey> = [Placeholders<TextOf<K>>] extends [never]
  ? []
  : [params: { readonly [N in Placeholders<TextOf<K>>]: N extends 'count' ? number : string | number }];
