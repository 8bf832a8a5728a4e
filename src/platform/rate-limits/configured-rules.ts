import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Duration } from '../../core/duration.js';
import { COUNTS, LIMITS, type Limit, type Rule, type Rules } from './rules.js';

/** The rules with those that the operator has replaced, and what is wrong with these: ends of sentences "LIMITS …". */
export interface ConfiguredRules {
  readonly value: Rules;
  readonly problems: readonly string[];
}

/** A counter in memory has a list for each count. */
const MOST_POINTS = 10_000;
const LONGEST_WINDOW = Duration.minutes(30 * 24 * 60);
const MEMBERS = ['address', 'subject', 'knownDevice'] as const;
const DEFAULTS: Rules = LIMITS;
/** Rules that are no operations: nothing that comes from an address is counted there. */
const WITHOUT_ADDRESS: readonly string[] = [
  'refusedAdministration',
  'securityNotice',
  'mailToAddress',
  'mailToAliases',
];

/**
 * Reads a JSON file of rules, each of which replaces the one of the same operation. Every problem is found, so that the
 * operator mends them all at once; none repeats what stands in the file but for names of operations.
 */
export function readConfiguredRules(file: string): ConfiguredRules {
  const text = readText(file);
  if (text === null) return { value: LIMITS, problems: ['must be the path of a file that can be read'] };
  const content = parseJson(text);
  if (!isObject(content))
    return { value: LIMITS, problems: ['must lead to a file that holds a JSON object'] };
  const problems: string[] = [];
  const replaced = Object.entries(content).flatMap(([operation, entry]) => {
    const rule = readRule(operation, entry, (problem) => problems.push(problem));
    return rule === null ? [] : [[operation, rule] as const];
  });
  return { value: { ...LIMITS, ...Object.fromEntries(replaced) }, problems };
}

type Tell = (problem: string) => void;

function readRule(operation: string, entry: unknown, tell: Tell): Rule | null {
  if (!Object.hasOwn(LIMITS, operation)) {
    tell(`has an unknown operation${/^\w{1,64}$/.test(operation) ? `: ${operation}` : ''}`);
    return null;
  }
  if (!isObject(entry)) {
    tell(`${operation} must be an object with "address" and "subject"`);
    return null;
  }
  for (const member of Object.keys(entry))
    if (!MEMBERS.some((known) => known === member))
      tell(`${operation} may hold ${MEMBERS.join(', ')} and nothing else`);
  const [address, subject, knownDevice] = MEMBERS.map((by) => readLimits(operation, by, entry[by], tell));
  return { address: address ?? [], subject: subject ?? [], ...(knownDevice?.length ? { knownDevice } : {}) };
}

function readLimits(operation: string, by: (typeof MEMBERS)[number], value: unknown, tell: Tell): Limit[] {
  const counted = isCountable(operation, by);
  // What an operation has by itself must be stated: a member that was forgotten must not lift a limit.
  if (value === undefined && !(counted && DEFAULTS[operation]?.[by]?.length)) return [];
  if (!Array.isArray(value)) {
    tell(`${operation}.${by} must be a list of limits, which may be empty`);
    return [];
  }
  if (!counted && value.length > 0) tell(`${operation} is not counted by ${by}`);
  return value.flatMap((limit, index) => readLimit(limit, `${operation}.${by}[${index}]`, tell) ?? []);
}

function isCountable(operation: string, by: (typeof MEMBERS)[number]): boolean {
  if (by === 'address') return !WITHOUT_ADDRESS.includes(operation);
  return Boolean(DEFAULTS[operation]?.[by]?.length);
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
