import { changeInJest } from './support/runtime/jest-internals.mjs';

describe('the runtime of the tests', () => {
  it('fits this version of Jest', async () => {
    expect(await changeInJest()).toBeNull();
  });

  it('names in one sentence what a version of Jest does otherwise', async () => {
    const other = async (file: string) => {
      if (file.startsWith('jest-circus')) return 'runtime.requireInternalModule(FRAMEWORK_INITIALIZER)';
      throw new Error('No such file');
    };
    expect(await changeInJest(other)).toBe(
      'Jest has changed inside: jest-circus/build/runner.js does not contain runtime.unstable_shouldLoadAsEsm(testPath), ' +
        'runtime.unstable_importModule(testPath), so adapt tests/support/runtime to it (docs/decisions/0026-tests-are-loaded-by-node.md).',
    );
  });
});
