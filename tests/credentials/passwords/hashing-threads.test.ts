import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { registerPerson } from '../../support/people.js';
import { describeEmbedded, preparedFolder, startProcess } from '../../support/process.js';

const onLinux = process.platform === 'linux' ? it.each : it.skip.each;

/** How many threads of a process have which niceness, the main one aside (proc_pid_stat(5), field 19). */
async function threadsByNiceness(pid: string): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const stat = await readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    // The name of a thread, in brackets, may hold spaces.
    const niceness = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
    if (thread === pid) expect(niceness).toBe(0);
    else counts.set(niceness, (counts.get(niceness) ?? 0) + 1);
  }
  return counts;
}

describeEmbedded('the threads that hash', () => {
  onLinux([
    [4, {}],
    [8, { UV_THREADPOOL_SIZE: '8' }],
    [1, { UV_THREADPOOL_SIZE: '1' }],
  ])('are all %i of lower priority than the one that answers, and hash on', async (threads, env) => {
    const dataDir = await preparedFolder();
    const service = await startProcess({ DATA_DIR: dataDir, ...env });
    const pid = (await readFile(join(dataDir, 'lock'), 'utf8')).trim();
    expect((await threadsByNiceness(pid)).get(10)).toBe(threads);
    await registerPerson(service.client);
    await service.kill();
  });
});
