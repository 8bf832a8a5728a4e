import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { readTexts, type TextTree } from '../../../src/platform/i18n/joined-texts.js';
import { LANGUAGES, type Language } from '../../../src/platform/i18n/languages.js';

const SOURCE = fileURLToPath(new URL('../../../src', import.meta.url));
const JOIN_TEXTS = join(SOURCE, 'platform/i18n/build/join-texts.mjs');

const folders = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && entry.name === 'texts' && basename(entry.parentPath) !== 'generated',
  )
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path): [name: string, path: string] => [dirname(path).slice(SOURCE.length + 1), path]);

/** Each text by its dotted key. */
function flatten(tree: TextTree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  );
}

async function textsOf(path: string, language: Language): Promise<[key: string, text: string][]> {
  const module = await import(pathToFileURL(join(path, `${language}.ts`)).href);
  return flatten(module[language]);
}

describe.each(folders)('the texts of %s', (_name, path) => {
  it('are in every language and no other', () => {
    expect(readdirSync(path).sort()).toEqual(LANGUAGES.map((language) => `${language}.ts`).sort());
  });

  it('are what the type of the messages is computed from', async () => {
    expect(await readFile(join(path, 'en.ts'), 'utf8')).toMatch(
      /interface TextCatalogue \{\s+[\w'-]+: typeof en;/,
    );
  });
});

describe.each(LANGUAGES)('the texts in %s', (language) => {
  it('belong to one folder each, and all of them are in the file that the service reads', async () => {
    const texts = (await Promise.all(folders.map(([, path]) => textsOf(path, language)))).flat();
    const keys = texts.map(([key]) => key);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(flatten(readTexts(language)).sort()).toEqual(texts.sort());
  });
});

describe('joining the texts', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-test-texts-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (file: string, text: string) => {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `export const ${basename(path, '.ts')} = ${text} as const satisfies object;`);
  };
  const joinTexts = () => promisify(execFile)(process.execPath, [JOIN_TEXTS, folder, folder]);
  const joined = async (language: string) =>
    JSON.parse(await readFile(join(folder, `generated/texts/${language}.json`), 'utf8'));

  it('makes one tree of them', async () => {
    await write('a/texts/en.ts', `{ answers: { one: 'One' }, mails: { a: { subject: 'A' } } }`);
    await write('row/b/texts/en.ts', `{ answers: { two: 'Two' } }`);
    await joinTexts();
    expect(await joined('en')).toEqual({
      answers: { one: 'One', two: 'Two' },
      mails: { a: { subject: 'A' } },
    });
  });

  it('refuses a text that two folders have', async () => {
    await write('a/texts/en.ts', `{ answers: { one: 'One' } }`);
    await write('b/texts/en.ts', `{ answers: { one: 'Another one' } }`);
    await expect(joinTexts()).rejects.toThrow('en.answers.one is in a/texts and in b/texts.');
  });

  it('refuses a folder that lacks a language of another one', async () => {
    await write('a/texts/en.ts', `{ answers: { one: 'One' } }`);
    await write('a/texts/de.ts', `{ answers: { one: 'Eins' } }`);
    await write('b/texts/en.ts', `{ answers: { two: 'Two' } }`);
    await expect(joinTexts()).rejects.toThrow('b/texts has no de.ts.');
  });
});
