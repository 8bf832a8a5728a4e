import { CommandError } from '../../platform/command-line/answer.js';

/** A provider as the settings of this service name it. Google, GitHub and Apple need no issuer. */
export interface Provider {
  readonly provider: string;
  readonly issuer?: string;
}

/** The providers by the names that another system gives them. */
export type Providers = ReadonlyMap<string, Provider>;

/** What systems call the providers whose ids of people are the same for every application. */
const NAMES = {
  google: ['google', 'google.com', 'google-oauth2', 'google_oauth2'],
  github: ['github', 'github.com'],
  apple: ['apple', 'apple.com', 'signinwithapple'],
} as const;

const USUAL = Object.entries(NAMES).flatMap(([provider, names]) =>
  names.map((name): [string, Provider] => [name, { provider }]),
);

/**
 * Reads the options that name more providers, such as `corporate=acme,https://login.acme.example`.
 * @throws CommandError
 */
export function readProviders(options: readonly string[]): Providers {
  const own = options.map((option): [string, Provider] => {
    const [, name, provider, issuer] =
      /^([^=]+)=([a-z][a-z0-9]{0,31})(?:,(https:\/\/\S+))?$/.exec(option) ?? [];
    if (name === undefined || provider === undefined)
      throw new CommandError(
        '--provider needs OLD=NAME or OLD=NAME,ISSUER, with an https address as the issuer.',
      );
    return [name.toLowerCase(), { provider, ...(issuer !== undefined && { issuer }) }];
  });
  return new Map([...USUAL, ...own]);
}

/** @returns null for a provider with which users of this service cannot sign in */
export function providerFor(providers: Providers, name: string): Provider | null {
  return providers.get(name.toLowerCase()) ?? null;
}
