import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

// The service reads one file of texts for each language, instead of one for each capability.

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const TEXTS = /[\\/]texts[\\/][a-z]+\.ts$/;

/**
 * Joins the texts of every capability into one file for each language.
 * @param {string} target the folder that gets `generated/texts`: `src`, or `dist`
 */
export async function joinTexts(target = 'src', source = join(ROOT, 'src')) {
  const paths = (await readdir(source, { recursive: true })).filter((path) => TEXTS.test(path)).sort();
  requireEveryLanguage(paths);
  const joined = {};
  const owners = new Map();
  for (const path of paths) {
    const language = languageOf(path);
    joined[language] ??= {};
    merge(joined[language], await evaluate(join(source, path), language), [language], owners, dirname(path));
  }
  const folder = resolve(ROOT, target, 'generated/texts');
  await mkdir(folder, { recursive: true });
  for (const [language, texts] of Object.entries(joined))
    await writeIfChanged(join(folder, `${language}.json`), `${JSON.stringify(texts)}\n`);
}

function requireEveryLanguage(paths) {
  const languages = new Set(paths.map(languageOf));
  for (const folder of new Set(paths.map((path) => dirname(path))))
    for (const language of languages)
      if (!paths.includes(join(folder, `${language}.ts`)))
        throw new Error(`${folder} has no ${language}.ts.`);
}

function languageOf(path) {
  return basename(path, '.ts');
}

async function evaluate(path, language) {
  const { code } = await transform(await readFile(path, 'utf8'), {
    filename: path,
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  if (module[language] === undefined) throw new Error(`${path} exports no ${language}.`);
  return module[language];
}

/** Refuses a text that two capabilities define: the last one would replace the first. */
function merge(into, texts, trail, owners, folder) {
  for (const [key, value] of Object.entries(texts)) {
    const path = [...trail, key];
    const name = path.join('.');
    if (typeof value === 'string') {
      if (Object.hasOwn(into, key)) throw new Error(`${name} is in ${owners.get(name)} and in ${folder}.`);
      owners.set(name, folder);
      into[key] = value;
    } else {
      into[key] ??= {};
      merge(into[key], value, path, owners, folder);
    }
  }
}

/**
 * Leaves an unchanged file alone, so that it stays older than the files built from it. Replaces a changed
 * file atomically.
 */
async function writeIfChanged(file, text) {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  const written = `${file}.${process.pid}`;
  await writeFile(written, text);
  await rename(written, file);
}

// node join-texts.mjs [TARGET [SOURCE]]
if (process.argv[1] === fileURLToPath(import.meta.url)) await joinTexts(...process.argv.slice(2));
