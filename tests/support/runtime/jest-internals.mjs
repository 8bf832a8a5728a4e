import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** How Jest calls `runtime.cjs` and `environment.cjs`, by the package that does. */
const CALLS = {
  'jest-circus/build/runner.js': [
    'runtime.requireInternalModule(FRAMEWORK_INITIALIZER)',
    'runtime.unstable_shouldLoadAsEsm(testPath)',
    'runtime.unstable_importModule(testPath)',
  ],
  'jest-runner/build/testWorker.js': ['environment.setup()', 'environment.teardown()', 'environment.global'],
  'jest-runtime/build/index.js': [
    'requireInternalModule(',
    'unstable_shouldLoadAsEsm(',
    'unstable_importModule(',
    'exportConditions',
    'environment.getVmContext',
    'environment.global',
  ],
};

/**
 * Reads the sources of Jest without running them, so that its changes are told before they do something strange.
 * @param read gives the text of a file of a package
 * @returns what Jest does not do as the test runtime expects it, or null
 */
export async function changeInJest(read = readFileOfPackage) {
  for (const [file, calls] of Object.entries(CALLS)) {
    const text = await read(file).catch(() => null);
    const missing = text === null ? 'does not exist' : lacks(text, calls);
    if (missing !== null)
      return `Jest has changed inside: ${file} ${missing}, so adapt tests/support/runtime to it (docs/decisions/0026-tests-are-loaded-by-node.md).`;
  }
  return null;
}

function lacks(text, calls) {
  const missing = calls.filter((call) => !text.includes(call));
  return missing.length === 0 ? null : `does not contain ${missing.join(', ')}`;
}

/** The folder is found by a file that every package shows: `build` is not open to imports. */
async function readFileOfPackage(file) {
  const [name, ...path] = file.split('/');
  const root = join(require.resolve(`${name}/package.json`), '..');
  return readFile(join(root, ...path), 'utf8');
}
