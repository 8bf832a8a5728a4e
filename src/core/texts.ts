/**
 * The English texts of the service. Each capability adds its own from its folder, so the compiler knows every
 * message and its parameters.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its texts to it
export interface TextCatalogue {}

/**
 * The plural categories of CLDR. `count` selects among keys that end in one: `expiry_one`, `expiry_other`.
 */
export type PluralCategory = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

type PluralBase<K> = K extends `${infer Base}_other` ? Base : never;

/** The texts of another language: every key of the English texts, with its own plural categories. */
export type Translation<T> = T extends string
  ? string
  : { readonly [K in keyof T as K extends `${string}_${PluralCategory}` ? never : K]: Translation<T[K]> } & {
      readonly [K in PluralBase<keyof T> as `${K}_other`]: string;
    } & { readonly [K in PluralBase<keyof T> as `${K}_${PluralCategory}`]?: string };
