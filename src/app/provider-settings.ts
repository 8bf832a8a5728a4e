import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ParsedSetting } from '../core/parsed-setting.js';
import { type AppleKey, parseAppleKey } from '../flows/provider-sign-in/apple-secret.js';
import { isTenantId, microsoftIssuer } from '../flows/provider-sign-in/microsoft.js';
import type { ProviderConfig, ProviderKind, ProviderRules } from '../flows/provider-sign-in/provider.js';
import { PROVIDER_RULES } from '../flows/provider-sign-in/provider-rules.js';
import { parseReturnUrls } from '../platform/http/return-urls.js';
import { isSecure } from '../platform/outgoing-http/outgoing-fetch.js';
import type { Environment } from './environment.js';

/** The providers with which users sign in, and the pages to which they return. */
export interface ProviderSettings {
  readonly signInProviders: readonly ProviderConfig[];
  /** Null for the origins of the service and of CORS_ORIGINS. */
  readonly returnUrls: readonly string[] | null;
}

/** Short enough for the column, and one word of a variable's name. */
const ID = /^[a-z][a-z0-9]{0,31}$/;
const BUILT_IN: readonly ProviderKind[] = ['google', 'github', 'apple', 'microsoft'];
/** A setting of one provider. The list of providers and the page of mailed codes begin alike. */
const OF_ONE = /^SIGN_IN_(?!PROVIDERS$|CODE_URL$)([A-Z0-9]+)_/;

export function readProviders(environment: Environment): ProviderSettings {
  const ids = environment.parsed<readonly string[]>('SIGN_IN_PROVIDERS', [], parseIds);
  const unlisted = environment
    .namesLike(OF_ONE)
    .filter((name) => !ids.includes((OF_ONE.exec(name)?.[1] ?? '').toLowerCase()));
  for (const name of unlisted)
    environment.problems.push(`${name} belongs to a provider that SIGN_IN_PROVIDERS does not name`);
  const returnUrls = environment.parsed<readonly string[] | null>('RETURN_URLS', null, parseReturnUrls);
  return { signInProviders: ids.map((id) => new Group(environment, id).read()), returnUrls };
}

function parseIds(text: string): ParsedSetting<readonly string[]> {
  const ids = text.split(',').map((id) => id.trim());
  return ids.every((id) => ID.test(id)) && new Set(ids).size === ids.length
    ? { value: ids }
    : {
        problem:
          'must be google, github, apple, microsoft, or names of your own in small letters and digits, ' +
          'each once, separated by commas',
      };
}

/** The settings of one provider. A problem leaves a value that is never used, because the service does not start. */
class Group {
  readonly #kind: ProviderKind;
  readonly #rules: ProviderRules;
  readonly #read = new Set<string>();

  constructor(
    private readonly environment: Environment,
    private readonly id: string,
  ) {
    this.#kind = BUILT_IN.find((kind) => kind === id) ?? 'openid';
    this.#rules = PROVIDER_RULES[this.#kind];
  }

  read(): ProviderConfig {
    const clientId = this.#required('CLIENT_ID');
    const provider = {
      id: this.id,
      kind: this.#kind,
      name: this.#optional('NAME', this.#rules.name ?? this.id, parseName),
      issuer: this.#issuer(),
      clientId,
      clientSecret: this.#kind === 'apple' ? this.#appleKey() : this.#secret(),
      scopes: this.#optional('SCOPES', this.#rules.scopes, (text) => this.#parseScopes(text)),
      audiences: [clientId, ...this.#optional('AUDIENCES', [], parseWords)],
      trustEmail:
        this.#rules.trustsEmailBySetting === true &&
        this.#oneOf('TRUST_EMAIL', ['never', 'verified']) === 'verified',
      trustMfa: this.#kind !== 'github' && this.#oneOf('TRUST_MFA', ['off', 'on']) === 'on',
    };
    this.#refuseOthers();
    return provider;
  }

  #issuer(): string {
    if (this.#kind === 'microsoft') return microsoftIssuer(this.#required('TENANT', parseTenant));
    // An Enterprise host of GitHub has an issuer of its own.
    const byDefault = this.#rules.issuer;
    if (this.#kind === 'google' || this.#kind === 'apple') return byDefault ?? '';
    return byDefault === null
      ? this.#required('ISSUER', parseIssuer)
      : this.#optional('ISSUER', byDefault, parseIssuer);
  }

  #secret(): string {
    const [name, file] = [this.#name('CLIENT_SECRET'), this.#name('CLIENT_SECRET_FILE')];
    const text = this.environment.text(name);
    const read = this.environment.parsed<string | null>(file, null, (path) => {
      const content = contentOf(path)?.trim() ?? '';
      return content === ''
        ? { problem: 'must be the path of a readable file with the secret' }
        : { value: content };
    });
    const isSet = this.environment.namesLike(new RegExp(`^${file}$`)).length > 0;
    if ((text === undefined) === !isSet)
      this.environment.problems.push(`${name} or ${file} must be set, and not both`);
    return text ?? read ?? '';
  }

  #appleKey(): AppleKey {
    const pem = this.#required('KEY_FILE', (path) => parseAppleKey(contentOf(path) ?? ''));
    return { teamId: this.#required('TEAM_ID'), keyId: this.#required('KEY_ID'), pem };
  }

  #parseScopes(text: string): ParsedSetting<readonly string[]> {
    const scopes = parseWords(text);
    const isOpenId = this.#kind !== 'github';
    if ('value' in scopes && isOpenId && !scopes.value.includes('openid'))
      return { problem: 'must include openid' };
    return scopes;
  }

  #required(setting: string, parse: (text: string) => ParsedSetting<string> = asItIs): string {
    const name = this.#name(setting);
    if (this.environment.namesLike(new RegExp(`^${name}$`)).length === 0)
      this.environment.problems.push(`${name} must be set with ${this.id} in SIGN_IN_PROVIDERS`);
    return this.environment.parsed(name, '', parse);
  }

  #optional<T>(setting: string, byDefault: T, parse: (text: string) => ParsedSetting<T>): T {
    return this.environment.parsed(this.#name(setting), byDefault, parse);
  }

  /** @param values the default first */
  #oneOf(setting: string, values: readonly [string, string]): string {
    return this.environment.oneOf(this.#name(setting), values[0], values);
  }

  /** A setting that has no effect for this provider is a mistake about something that protects users. */
  #refuseOthers(): void {
    const own = new RegExp(`^SIGN_IN_${this.id.toUpperCase()}_`);
    for (const name of this.environment.namesLike(own).filter((name) => !this.#read.has(name)))
      this.environment.problems.push(`${name} is not a setting of the provider ${this.id}`);
  }

  #name(setting: string): string {
    const name = `SIGN_IN_${this.id.toUpperCase()}_${setting}`;
    this.#read.add(name);
    return name;
  }
}

function asItIs(text: string): ParsedSetting<string> {
  return { value: text };
}

function parseName(text: string): ParsedSetting<string> {
  return text.length <= 64 ? { value: text } : { problem: 'must have at most 64 characters' };
}

function parseWords(text: string): ParsedSetting<readonly string[]> {
  return { value: text.split(/[\s,]+/).filter((word) => word !== '') };
}

/** Not the domain of a tenant: discovery takes it, but the issuer of every ID token has the id. */
function parseTenant(text: string): ParsedSetting<string> {
  return isTenantId(text) || ['common', 'organizations', 'consumers'].includes(text)
    ? { value: text }
    : { problem: 'must be the id of a tenant, or common, organizations or consumers for any tenant' };
}

/** Providers compare the issuer as a text, so it stays as it is. */
function parseIssuer(text: string): ParsedSetting<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain =
    url !== null && `${url.username}${url.password}${url.search}${url.hash}` === '' && text.length <= 255;
  return isPlain && isSecure(url)
    ? { value: text }
    : { problem: 'must be an https address without user, query and fragment (http on localhost alone)' };
}

/** @returns null for a file that cannot be read */
function contentOf(path: string): string | null {
  try {
    return readFileSync(resolve(path), 'utf8');
  } catch {
    return null;
  }
}
