import { appendFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema, getDirectiveValues } from 'graphql';

// Jest imports the teardown, and with it this file, as it is.

/** Codes that an operation declares and no test can see, each with its reason: `'login SERVER_BUSY': '…'`. */
const NEVER_SEEN = {};

const NOTES = /^seen-codes-\d+$/;

/** Each worker adds to a file of its own. */
export function note(folder, lines) {
  appendFileSync(join(folder, `seen-codes-${process.pid}`), lines.map((line) => `${line}\n`).join(''));
}

export async function readNotes(folder) {
  const files = (await readdir(folder)).filter((name) => NOTES.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return new Set(texts.flatMap((text) => text.split('\n').slice(0, -1)));
}

/**
 * Whether Jest ran every test of the configuration. The notes of a part of them say nothing about the rest.
 * @param {import('@jest/types').Config.GlobalConfig} run
 */
export function isWhole({
  testPathPatterns,
  testNamePattern,
  shard,
  onlyChanged,
  onlyFailures,
  findRelatedTests,
  watch,
  watchAll,
}) {
  const limits = [testNamePattern, shard, onlyChanged, onlyFailures, findRelatedTests, watch, watchAll];
  return testPathPatterns.patterns.length === 0 && !limits.some(Boolean);
}

/**
 * Compares the notes of a whole run with what the schema declares.
 * @param {string} text the text of `schema.graphql`
 * @param {ReadonlySet<string>} seen
 * @returns a sentence for what no test has seen; null if there is nothing
 */
export function unseen(text, seen, reasons = NEVER_SEEN) {
  const declared = declarationsIn(text);
  const missing = declared.filter((entry) => !seen.has(entry) && !Object.hasOwn(reasons, entry));
  const stale = Object.keys(reasons).filter((entry) => !declared.includes(entry));
  const sentences = [
    ...missing.map((entry) => `No test has seen ${entry}`),
    ...stale.map((entry) => `Nothing declares ${entry}`),
  ];
  if (sentences.length === 0) return null;
  return `${sentences.join('. ')}. Add a test, remove the declaration, or list a reason in tests/support/seen-codes.mjs.`;
}

/** `login INVALID_CREDENTIALS` for each code of each operation, and `rule isEmail` for each rule of a field. */
function declarationsIn(text) {
  const schema = buildSchema(text);
  const throws = schema.getDirective('throws');
  const operations = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}),
  );
  const codes = operations.flatMap(({ name, astNode }) =>
    (getDirectiveValues(throws, astNode)?.codes ?? []).map((code) => `${name} ${code}`),
  );
  const rules = schema.getType('FieldRule')?.getValues() ?? [];
  return [...codes, ...rules.map(({ name }) => `rule ${name}`)];
}
