import type { PluralCategory, TextCatalogue } from '../../core/texts.js';

type WithoutCategory<K extends string> = K extends `${infer Base}_${PluralCategory}` ? Base : K;

type Entries<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? [key: `${Path}${WithoutCategory<K>}`, text: T[K]]
    : Entries<T[K], `${Path}${K}.`>;
}[keyof T & string];

/** Every message of every capability. A message is of one capability alone, so what joins them needs no order. */
type AllEntries = { [C in keyof TextCatalogue]: Entries<TextCatalogue[C]> }[keyof TextCatalogue];

/** The dotted name of a message: `answers.logout`. */
export type MessageKey = AllEntries[0];

/** What the messages of one part are named: `NamesIn<'answers'>` is `logout` and its neighbours. */
export type NamesIn<Part extends string> = MessageKey extends infer K
  ? K extends `${Part}.${infer Name}`
    ? Name
    : never
  : never;

type TextOf<K extends MessageKey> = Extract<AllEntries, [K, string]>[1];
type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a message needs filled in: read off its English text. */
export type MessageParams<K extends MessageKey> = [Placeholders<TextOf<K>>] extends [never]
  ? []
  : [params: { readonly [N in Placeholders<TextOf<K>>]: N extends 'count' ? number : string | number }];
