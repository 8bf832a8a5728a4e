/**
 * The English texts of the service. Each capability adds its own from its folder, so the compiler knows every message
 * and what is filled into it.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its texts to it
export interface TextCatalogue {}

/** CLDR's plural categories. A key that ends in one is chosen by `count`: `expiry_one`, `expiry_other`. */
export type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

type PluralBase<K> = K extends `${infer Base}_other` ? Base : never;

/** What another language must say: every key of the English texts, with the plural categories of its own. */
export type Translation<T> = T extends string
  ? string
  : { readonly [K in keyof T as K extends `${string}_${PluralCategory}` ? never : K]: Translation<T[K]> } & {
      readonly [K in PluralBase<keyof T> as `${K}_other`]: string;
    } & { readonly [K in PluralBase<keyof T> as `${K}_${PluralCategory}`]?: string };
