import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const TESTS = new URL('../../', import.meta.url).href;

const OPTIONS = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** Our sources name each other as they will be when they are compiled; what the tests share is made anew for each file. */
export async function resolve(specifier, context, next) {
  const importer = context.parentURL ?? '';
  const source = specifier.startsWith('.') && new URL(specifier.replace(/\.js$/, '.ts'), importer);
  if (!source || importer.includes('/node_modules/') || !(await exists(source)))
    return next(specifier, context);
  if (source.href.startsWith(TESTS)) source.search = new URL(importer).search;
  return { url: source.href, shortCircuit: true };
}

export async function load(url, context, next) {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:' || !pathname.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...OPTIONS, filename });
  return { format: 'module', source: code, shortCircuit: true };
}

function exists(url) {
  return access(url).then(
    () => true,
    () => false,
  );
}
