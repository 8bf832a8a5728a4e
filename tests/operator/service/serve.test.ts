import { describeEmbedded, preparedFolder, startProcess } from '../../support/process.js';
import { runHere } from '../import-export/operator-environment.js';

const ANY_FILE = new URL('../../../README.md', import.meta.url).pathname;

describeEmbedded('latchkey serve', () => {
  it('serves as npm start does, and says to every other command on its data folder that it must be stopped', async () => {
    const env = { DATA_DIR: await preparedFolder(), LOG_LEVEL: 'error' };
    const service = await startProcess(env, ['serve']);
    for (const words of [
      ['users', 'export'],
      ['users', 'list'],
      ['users', 'import', ANY_FILE],
      ['keys', 'list'],
    ])
      expect(await runHere(words, env)).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/in use by another process \(pid \d+\); stop it/),
      });
    service.signal('SIGTERM');
    expect(await service.exited).toEqual({ code: 0, signal: null });
    expect(await runHere(['users', 'list'], env)).toMatchObject({ code: 0, stdout: 'No users.\n' });
  }, 120_000);
});
