import type { en } from './en.js';

type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutCategory<K extends string> = K extends `${infer Base}_${PluralCategory}` ? Base : K;
type PluralBase<K> = K extends `${infer Base}_other` ? Base : never;

type SameKeys<T> = T extends string
  ? string
  : { readonly [K in keyof T as K extends `${string}_${PluralCategory}` ? never : K]: SameKeys<T[K]> } & {
      readonly [K in PluralBase<keyof T> as `${K}_other`]: string;
    } & { readonly [K in PluralBase<keyof T> as `${K}_${PluralCategory}`]?: string };

/** What a further language must say: the keys of the English catalogue, with the plural categories of its own. */
export type Catalogue = SameKeys<typeof en>;

type Entries<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? [key: `${Path}${WithoutCategory<K>}`, text: T[K]]
    : Entries<T[K], `${Path}${K}.`>;
}[keyof T & string];

/** The dotted name of a message: `answers.logout`. */
export type MessageKey = Entries<typeof en>[0];

/** What the messages of one part are named: `NamesIn<'answers'>` is `logout` and its neighbours. */
export type NamesIn<Part extends string> = MessageKey extends infer K
  ? K extends `${Part}.${infer Name}`
    ? Name
    : never
  : never;

type TextOf<K extends MessageKey> = Extract<Entries<typeof en>, [K, string]>[1];
type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a message needs filled in: read off its English text. */
export type MessageParams<K extends MessageKey> = [Placeholders<TextOf<K>>] extends [never]
  ? []
  : [params: { readonly [N in Placeholders<TextOf<K>>]: N extends 'count' ? number : string | number }];
