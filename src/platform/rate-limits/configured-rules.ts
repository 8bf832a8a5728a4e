import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Duration } from '../../core/duration.js';
import { COUNTS, type Limit, type Rule, type Rules } from './rules.js';

/**
 * The default rules with the operator's replacements, and the problems found. Each problem completes a
 * sentence that begins with "LIMITS".
 */
export interface ConfiguredRules {
  readonly value: Rules;
  readonly problems: readonly string[];
}

/** The in-memory counter keeps one list for each count. */
const MOST_POINTS = 10_000;
const LONGEST_WINDOW = Duration.minutes(30 * 24 * 60);
const MEMBERS = ['address', 'subject', 'knownDevice'] as const;
type Member = (typeof MEMBERS)[number];
/** Rules that are not operations: they have no counter by address. */
const WITHOUT_ADDRESS: readonly string[] = [
  'refusedAdministration',
  'securityNotice',
  'failedFactorNotice',
  'totp',
  'stepUpTotp',
  'mailToAddress',
  'mailToAliases',
];

/**
 * Reads a JSON file of rules. Each rule replaces the default rule of the same operation. Reports every
 * problem at once. A problem quotes operation names only, and no other content of the file.
 */
export function readConfiguredRules(file: string, defaults: Rules): ConfiguredRules {
  const text = readText(file);
  if (text === null) return { value: defaults, problems: ['must be the path of a readable file'] };
  const content = parseJson(text);
  if (!isObject(content))
    return { value: defaults, problems: ['must be the path of a file with a JSON object'] };
  const problems: string[] = [];
  const replaced = Object.entries(content).flatMap(([operation, entry]) => {
    const rule = readRule(operation, entry, defaults, (problem) => problems.push(problem));
    return rule === null ? [] : [[operation, rule] as const];
  });
  return { value: { ...defaults, ...Object.fromEntries(replaced) }, problems };
}

type Tell = (problem: string) => void;

function readRule(operation: string, entry: unknown, defaults: Rules, tell: Tell): Rule | null {
  if (!Object.hasOwn(defaults, operation)) {
    tell(`has an unknown operation${/^\w{1,64}$/.test(operation) ? `: ${operation}` : ''}`);
    return null;
  }
  if (!isObject(entry)) {
    tell(`${operation} must be an object with "address" and "subject"`);
    return null;
  }
  for (const member of Object.keys(entry))
    if (!MEMBERS.some((known) => known === member))
      tell(`${operation} must contain only ${MEMBERS.join(', ')}`);
  const [address, subject, knownDevice] = MEMBERS.map((by) =>
    readLimits(operation, by, { value: entry[by], defaults }, tell),
  );
  return { address: address ?? [], subject: subject ?? [], ...(knownDevice?.length ? { knownDevice } : {}) };
}

function readLimits(
  operation: string,
  by: Member,
  { value, defaults }: { value: unknown; defaults: Rules },
  tell: Tell,
): Limit[] {
  const own = defaults[operation]?.[by] ?? [];
  const counted = isCountable(operation, by, own);
  // A member that has limits by default must be stated: a forgotten member must not remove a limit.
  if (value === undefined && !(counted && own.length > 0)) return [];
  if (!Array.isArray(value)) {
    tell(`${operation}.${by} must be a list of limits, which may be empty`);
    return [];
  }
  if (!counted && value.length > 0) tell(`${operation} is not counted by ${by}`);
  return value.flatMap((limit, index) => readLimit(limit, `${operation}.${by}[${index}]`, tell) ?? []);
}

function isCountable(operation: string, by: Member, own: readonly Limit[]): boolean {
  return by === 'address' ? !WITHOUT_ADDRESS.includes(operation) : own.length > 0;
}

function readLimit(value: unknown, place: string, tell: Tell): Limit | null {
  const { points, window, counts, counter, ...others } = isObject(value) ? value : {};
  const length = typeof window === 'string' ? Duration.parse(window) : null;
  const kind = COUNTS.find((known) => known === counts);
  const isNumber =
    typeof points === 'number' && Number.isInteger(points) && points >= 1 && points <= MOST_POINTS;
  const isLength = length !== null && length.seconds >= 1 && length.seconds <= LONGEST_WINDOW.seconds;
  const isName = counter === undefined || (typeof counter === 'string' && /^\w{1,64}$/.test(counter));
  if (isNumber && isLength && kind && isName && Object.keys(others).length === 0)
    return {
      points,
      window: length,
      counts: kind,
      ...(counter === undefined ? {} : { counter: String(counter) }),
    };
  tell(
    `${place} must be like { "points": 5, "window": "15m", "counts": "failures" }: points from 1 to ${MOST_POINTS}, a ` +
      `window from 1s to 30d, counts ${COUNTS.join(', ')}, and a counter if it is shared`,
  );
  return null;
}

function readText(file: string): string | null {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
