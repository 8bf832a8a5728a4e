import { logIn, registerPerson } from '../../support/people.js';
import {
  describeEmbedded,
  preparedFolder,
  type RunningProcess,
  runToEnd,
  startProcess,
} from '../../support/process.js';

describeEmbedded('two services on one data folder', () => {
  const env = { DATA_DIR: '', LOG_LEVEL: 'error' };
  let first: RunningProcess;
  beforeAll(async () => {
    env.DATA_DIR = await preparedFolder();
    first = await startProcess(env);
  }, 180_000);

  it('are one that serves and one that says which folder is taken, and by whom', async () => {
    const person = await registerPerson(first.client);
    const second = await runToEnd(env);
    expect(second.code).toBe(1);
    expect(second.stdout).toBe('');
    expect(second.stderr).toContain(`The data folder ${env.DATA_DIR} is in use by another process`);
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    await logIn(first.client, person);
    await registerPerson(first.client);
  }, 180_000);

  it('may follow each other at once, even after a crash', async () => {
    const person = await registerPerson(first.client);
    await first.kill();
    const next = await startProcess(env);
    await logIn(next.client, person);
    await next.kill();
  }, 180_000);

  it('do not both start when they are started together', async () => {
    const both = { ...env, DATA_DIR: await preparedFolder() };
    const starts = await Promise.allSettled([startProcess(both), startProcess(both)]);
    const ready = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const refused = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []));
    expect(ready).toHaveLength(1);
    expect(refused).toEqual([expect.stringContaining('is in use by another process')]);
    await registerPerson((ready[0] as RunningProcess).client);
    await ready[0]?.kill();
  }, 180_000);
});
