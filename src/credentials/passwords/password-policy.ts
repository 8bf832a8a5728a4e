import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { AuthError, type FieldProblem, type Sentence } from '../../core/errors.js';
import type { MessageParams, NamesIn } from '../../platform/i18n/catalogue.js';
import { sentence } from '../../platform/i18n/sentence.js';
import { CommonPasswords } from './common-passwords.js';

export interface PasswordPolicyConfig {
  /** In Unicode code points. */
  readonly minLength: number;
  /** The lowest zxcvbn score accepted, from 0 (any password) to 4. */
  readonly minScore: number;
  /** An attacker tries it first. */
  readonly serviceName: string;
}

/** The user that the password is for. */
export interface PasswordContext {
  readonly username: string;
  readonly email: string;
}

/** A rule that a password breaks. It names the rule and never contains the password (REG-5). */
export interface PasswordProblem {
  readonly rule: string;
  readonly sentence: Sentence;
}

/** The rules that a client shows in its form. */
export interface PasswordRules extends Omit<PasswordPolicyConfig, 'serviceName'> {
  readonly maxLength: number;
  readonly requiresUppercase: boolean;
  readonly requiresLowercase: boolean;
  readonly requiresDigit: boolean;
  readonly requiresSymbol: boolean;
}

interface Rule extends PasswordProblem {
  readonly isBrokenBy: (password: string, context: PasswordContext) => boolean;
}

/**
 * In Unicode code points. A longer password is rejected and never truncated (REG-2). The limit bounds the
 * hashing cost (DO-2).
 */
const MAX_LENGTH = 128;
/** A shorter name is part of many words by chance: the user "al" could not use "special" in a password. */
const MIN_NAME_LENGTH = 4;

/** The rules for new passwords. Pure: no clock, no network, no state. */
export class PasswordPolicy {
  /** Common passwords that are long enough for the length rule, in lower case (REG-4). */
  readonly commonPasswords: ReadonlySet<string>;
  readonly #config: PasswordPolicyConfig;
  readonly #rules: readonly Rule[];
  readonly #estimator = guessEstimator();

  constructor(config: PasswordPolicyConfig) {
    this.#config = config;
    this.commonPasswords = new Set(
      common['passwords-common'].filter((password) => lengthOf(password) >= config.minLength),
    );
    this.#rules = this.#buildRules();
  }

  /**
   * Letters and digits are those of Unicode (Lu, Ll, Nd). Punctuation, currency signs, emoji and spaces are
   * symbols, so a passphrase needs no other symbol. Other letters and numbers, accents on their own, and
   * control or invisible characters are not.
   * @returns every rule that the password breaks, always in the same order; empty for a valid password
   */
  check(password: string, context: PasswordContext): PasswordProblem[] {
    return this.#rules
      .filter((rule) => rule.isBrokenBy(password, context))
      .map(({ rule, sentence }) => ({ rule, sentence }));
  }

  /** @returns every rule that the password in this input field breaks */
  problemsOf(password: string, context: PasswordContext, field: string): FieldProblem[] {
    return this.check(password, context).map((problem) => ({ field, ...problem }));
  }

  /**
   * @param field the input field to name in the error
   * @throws AuthError WEAK_PASSWORD with every rule that the password breaks
   */
  require(password: string, context: PasswordContext, field: string): void {
    const fields = this.problemsOf(password, context, field);
    if (fields.length > 0) throw new AuthError('WEAK_PASSWORD', { fields });
  }

  describe(): PasswordRules {
    const { minLength, minScore } = this.#config;
    return {
      minLength,
      minScore,
      maxLength: MAX_LENGTH,
      requiresUppercase: true,
      requiresLowercase: true,
      requiresDigit: true,
      requiresSymbol: true,
    };
  }

  #buildRules(): Rule[] {
    const { minLength } = this.#config;
    return [
      rule('minLength', (text) => lengthOf(text) < minLength, { count: minLength }),
      rule('maxLength', isTooLong, { count: MAX_LENGTH }),
      rule('requiresUppercase', lacks(/\p{Lu}/u)),
      rule('requiresLowercase', lacks(/\p{Ll}/u)),
      rule('requiresDigit', lacks(/\p{Nd}/u)),
      rule('requiresSymbol', lacks(/[^\p{L}\p{M}\p{N}\p{Cc}\p{Cf}\p{Cs}]/u)),
      // UTF-8 encodes every lone surrogate as the same three bytes, so two different passwords would match
      // (REG-12).
      rule('wellFormed', (text) => /\p{Cs}/u.test(text)),
      rule('containsUsername', (text, { username }) => containsAny(text, [username])),
      rule('containsEmail', (text, { email }) => containsAny(text, mailboxNames(email))),
      rule('common', (text) => this.commonPasswords.has(text.toLowerCase()) || decorated().has(text)),
      rule('tooGuessable', (text, context) => this.#isTooGuessable(text, context)),
    ];
  }

  #isTooGuessable(password: string, context: PasswordContext): boolean {
    if (this.#config.minScore === 0 || isTooLong(password)) return false;
    const words = wordsAbout(context, this.#config.serviceName);
    return this.#estimator.check(password, words).score < this.#config.minScore;
  }
}

/** A rule and its message share one name, so the compiler finds a rule without a message in any language. */
function rule<K extends NamesIn<'problems.password'>>(
  name: K,
  isBrokenBy: Rule['isBrokenBy'],
  ...params: MessageParams<`problems.password.${K}`>
): Rule {
  return {
    rule: name,
    isBrokenBy,
    sentence: sentence<`problems.password.${K}`>(`problems.password.${name}`, ...params),
  };
}

function lengthOf(text: string): number {
  return [...text].length;
}

function isTooLong(password: string): boolean {
  return lengthOf(password) > MAX_LENGTH;
}

function lacks(kind: RegExp): (password: string) => boolean {
  return (password) => !kind.test(password);
}

function containsAny(password: string, names: readonly string[]): boolean {
  const text = password.toLowerCase();
  return names.some((name) => name.length >= MIN_NAME_LENGTH && text.includes(name.toLowerCase()));
}

/** The mailbox with and without its `+tag`, and the whole address: long enough even for `al@example.org`. */
function mailboxNames(email: string): string[] {
  const mailbox = email.slice(0, email.lastIndexOf('@'));
  return [mailbox.replace(/\+.*$/, ''), mailbox, email];
}

/** Words that an attacker tries first for this account, also names too short for the contains rules. */
function wordsAbout({ username, email }: PasswordContext, serviceName: string): string[] {
  return [serviceName, ...serviceName.split(' '), username, email, ...email.split(/[^\p{L}\p{N}]+/u)].filter(
    (word) => word !== '',
  );
}

let sharedDecorated: CommonPasswords | undefined;

/** Created once for all policies, since it depends on no setting. */
function decorated(): CommonPasswords {
  sharedDecorated ??= new CommonPasswords(common['passwords-common']);
  return sharedDecorated;
}

let sharedEstimator: ZxcvbnFactory | undefined;

/** Created once for all policies: it takes 0.2 s and 30 MB, and depends on no setting. */
function guessEstimator(): ZxcvbnFactory {
  sharedEstimator ??= new ZxcvbnFactory({
    graphs: adjacencyGraphs,
    // Limits against a password that is crafted to be slow to check (denial of service, DO-2). With the
    // library's defaults, 128 such characters block the main thread for 1 s and a dozen ordinary ones for 45
    // ms; with these limits 45 ms and 2 ms, at the same scores.
    maxLength: 64,
    l33tMaxSubstitutions: 8,
    // zxcvbn looks up each part of the password in each list. So the fourteen short lists (weekdays, planets
    // and so on) cost the most and help the least.
    dictionary: {
      'passwords-common': common['passwords-common'],
      'diceware-common': common['diceware-common'],
      'commonWords-en': english['commonWords-en'],
      'firstnames-en': english['firstnames-en'],
      'lastnames-en': english['lastnames-en'],
      'wikipedia-en': english['wikipedia-en'],
    },
  });
  return sharedEstimator;
}
