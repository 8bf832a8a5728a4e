import { Duration } from '../core/duration.js';
import { StartupError } from '../core/errors.js';
import type { ParsedSetting } from '../core/parsed-setting.js';

export type Variables = Readonly<Record<string, string | undefined>>;

/** A setting that the service does not apply as the operator may expect. The message begins with the name. */
export interface SettingWarning {
  readonly setting: string;
  readonly warning: string;
}

/** The value of a variable that can have several problems. */
export interface Checked<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

const OFF = 'off';

/**
 * Reads environment variables and collects every problem, so that the operator can fix all of them at once. A
 * problem never quotes the value, which may be a secret in the wrong variable.
 */
export class Environment {
  readonly problems: string[] = [];
  readonly warnings: SettingWarning[] = [];
  /** The name of every variable that was read. */
  readonly names: string[] = [];

  constructor(private readonly variables: Variables) {}

  /** The text of a variable. An empty variable counts as not set. */
  text(name: string): string | undefined;
  text(name: string, byDefault: string): string;
  text(name: string, byDefault?: string): string | undefined {
    this.names.push(name);
    return this.variables[name]?.trim() || byDefault;
  }

  /** The names of the variables that are set and have this form, for settings whose names the operator chooses. */
  namesLike(pattern: RegExp): string[] {
    return Object.keys(this.variables).filter((name) => pattern.test(name) && this.variables[name]?.trim());
  }

  parsed<T>(name: string, byDefault: T, parse: (text: string) => ParsedSetting<T>): T {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const reading = parse(text);
    if ('value' in reading) {
      if (reading.warning !== undefined) this.warnings.push({ setting: name, warning: reading.warning });
      return reading.value;
    }
    this.problems.push(`${name} ${reading.problem}`);
    return byDefault;
  }

  /** Like `parsed`, for a variable that can have several problems. */
  listed<T>(name: string, byDefault: T, parse: (text: string) => Checked<T>): T {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const { value, problems } = parse(text);
    this.problems.push(...problems.map((problem) => `${name} ${problem}`));
    return problems.length > 0 ? byDefault : value;
  }

  integer(name: string, byDefault: number, { min, max }: { min: number; max: number }): number {
    return this.parsed(name, byDefault, (text) => {
      const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max
        ? { value }
        : { problem: `must be a whole number from ${min} to ${max}` };
    });
  }

  /** @returns null if the variable is not set */
  optionalInteger(name: string, range: { min: number; max: number }): number | null {
    return this.text(name) === undefined ? null : this.integer(name, range.min, range);
  }

  duration(name: string, byDefault: string, { min, max }: { min: string; max: string }, also = ''): Duration {
    return this.parsed(name, durationOf(byDefault), (text) => {
      const value = Duration.parse(text);
      const fits =
        value !== null &&
        value.milliseconds >= durationOf(min).milliseconds &&
        value.milliseconds <= durationOf(max).milliseconds;
      return fits
        ? { value }
        : { problem: `must be a duration such as 30s, 15m, 12h or 30d, from ${min} to ${max}${also}` };
    });
  }

  /** @returns null for `off`, the default */
  optionalDuration(name: string, range: { min: string; max: string }): Duration | null {
    const text = this.text(name) ?? OFF;
    return text === OFF ? null : this.duration(name, range.min, range, ` or ${OFF}`);
  }

  oneOf<T extends string>(name: string, byDefault: T, values: readonly T[]): T {
    return this.parsed<T>(name, byDefault, (text) => {
      const value = values.find((candidate) => candidate === text);
      return value === undefined ? { problem: `must be ${values.join(' or ')}` } : { value };
    });
  }

  /** An absolute http or https address without credentials, query or fragment. */
  httpUrl(name: string): string | undefined {
    return this.parsed<string | undefined>(name, undefined, (text) => {
      const url = httpAddress(text);
      return url !== null && !/[?#]/.test(url.href)
        ? { value: url.href.replace(/\/+$/, '') }
        : { problem: 'must be an http or https address without user, query and fragment' };
    });
  }

  /** The address of a page that a link in a mail opens. The query and the fragment are kept. */
  pageUrl(name: string): string | undefined {
    return this.parsed<string | undefined>(name, undefined, (text) => {
      const url = httpAddress(text);
      if (url === null) return { problem: 'must be an http or https address without user and password' };
      if (/[?&]token=/.test(`${url.search}${url.hash}`))
        return { problem: 'must not have a parameter "token": Latchkey adds it' };
      return { value: /[?#]/.test(url.href) ? url.href : url.href.replace(/\/+$/, '') };
    });
  }
}

/** @returns the error that lists every problem */
export function invalid(problems: readonly string[]): StartupError {
  return new StartupError(`The configuration is not valid:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
}

function httpAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && `${url.username}${url.password}` === ''
    ? url
    : null;
}

function durationOf(text: string): Duration {
  const duration = Duration.parse(text);
  if (duration === null) throw new TypeError(`${text} is not a duration`);
  return duration;
}
