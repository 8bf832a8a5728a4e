import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { AuthError, type FieldProblem, StartupError } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import type { Metric } from '../../core/metric.js';
import { RepeatedFailures } from '../../core/repeated-failures.js';
import { sentence } from '../../platform/i18n/sentence.js';
import { BreachFile } from './breach-file.js';
import { BreachRanges } from './breach-ranges.js';

/** Where the list of stolen passwords is. */
export type BreachSource =
  | { readonly kind: 'off' }
  | { readonly kind: 'online'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

export interface BreachedPasswordsDeps {
  clock: Clock;
  log: Pick<Log, 'warn' | 'error'>;
}

const TOLD_EVERY = Duration.minutes(1);

/**
 * Refuses passwords that were stolen from other services (ASVS 6.2.12). The check depends on the password alone, so
 * its duration reveals nothing about accounts. If the list cannot be read, the password passes: a list that is down
 * must not keep users from registering.
 */
export class BreachedPasswords {
  readonly #file: BreachFile | null;
  readonly #ranges: BreachRanges | null;
  readonly #failures: RepeatedFailures;
  #failed = 0;

  /** @throws StartupError if the file is not a complete list */
  constructor(source: BreachSource, { clock, log }: BreachedPasswordsDeps) {
    this.#file = source.kind === 'file' ? openFile(source.path) : null;
    this.#ranges = source.kind === 'online' ? new BreachRanges(source.url, clock) : null;
    this.#failures = new RepeatedFailures(log, TOLD_EVERY);
  }

  get metrics(): readonly Metric[] {
    const metric: Metric = {
      name: 'latchkey_password_breach_checks_failed_total',
      help: 'Passwords that passed because the list of stolen passwords could not be read',
      kind: 'counter',
      read: () => this.#failed,
    };
    return this.#file === null && this.#ranges === null ? [] : [metric];
  }

  /**
   * Call it with passwords that keep the other rules, so that nothing is asked of another host about the rest.
   * @returns the broken rule for this input field, or nothing
   */
  async problemsOf(password: string, field: string): Promise<FieldProblem[]> {
    const isBreached = await this.#openOnFailure(
      async () => this.#file?.has(password) ?? (await this.#ranges?.has(password)) ?? false,
    );
    return isBreached ? [{ field, rule: 'breached', sentence: sentence('problems.password.breached') }] : [];
  }

  /** @throws AuthError WEAK_PASSWORD */
  async require(password: string, field: string): Promise<void> {
    const fields = await this.problemsOf(password, field);
    if (fields.length > 0) throw new AuthError('WEAK_PASSWORD', { fields });
  }

  /**
   * For passwords in use, also old ones: asks no other host, which would learn when a user signs in.
   * @returns whether the file has the password; false without a file
   */
  async isKnown(password: string): Promise<boolean> {
    return this.#openOnFailure(async () => this.#file?.has(password) ?? false);
  }

  close(): void {
    this.#file?.close();
  }

  async #openOnFailure(check: () => Promise<boolean>): Promise<boolean> {
    try {
      return await check();
    } catch (error) {
      this.#failed += 1;
      this.#failures.tell('warn', { failure: describeFailure(error) }, 'breached password check failed');
      return false;
    }
  }
}

function openFile(path: string): BreachFile {
  const file = BreachFile.open(path);
  if (file instanceof BreachFile) return file;
  throw new StartupError(`PASSWORD_BREACHES_FILE ${file.problem}`);
}
