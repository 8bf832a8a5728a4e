import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { build, MAIN } from '../support/build.js';
import { Client } from '../support/client.js';
import { logIn, registerPerson } from '../support/people.js';
import { describeEmbedded, freePort, preparedFolder } from '../support/process.js';

/** A file on a disk that is always full (full(4)). */
const FULL_FILE = '/dev/full';
const whereItIs = existsSync(FULL_FILE) ? it : it.skip;

describeEmbedded('a service whose log is a file on a full disk', () => {
  whereItIs('answers, and ends when it is told to', async () => {
    await build();
    const port = await freePort();
    const service = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        RATE_LIMITS: 'off',
        DATA_DIR: await preparedFolder(),
      },
      stdio: ['ignore', 'pipe', openSync(FULL_FILE, 'w')],
    });
    const exited = once(service, 'exit');
    try {
      if (service.stdout === null) throw new Error('It is a pipe');
      await once(service.stdout, 'data');
      const client = new Client(`http://127.0.0.1:${port}/graphql`);
      const person = await registerPerson(client);
      await logIn(client, person);
      service.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
    } finally {
      service.kill('SIGKILL');
    }
  });
});
