import { readFile } from 'node:fs/promises';
import { newFolder } from '../../support/database.js';
import { beginSignIn, ORIGIN, personWithPasskey } from '../../support/passkeys.js';
import { registerPerson } from '../../support/people.js';
import { describeEmbedded, preparedFolder, startProcess } from '../../support/process.js';

const PRELOADED = new URL('../../support/module-list.mjs', import.meta.url);
const LIBRARY = /\/node_modules\/(@simplewebauthn|@peculiar)\//;

describeEmbedded('the WebAuthn library', () => {
  it('is loaded when the first passkey is verified, not at the start of the service', async () => {
    const list = `${newFolder()}.txt`;
    const preloaded = Object.assign(new URL(PRELOADED), {
      search: String(new URLSearchParams({ file: list })),
    });
    const service = await startProcess({
      DATA_DIR: await preparedFolder(),
      LOG_LEVEL: 'error',
      PUBLIC_URL: ORIGIN,
      NODE_OPTIONS: `--import=${preloaded.href}`,
    });
    const loaded = async () =>
      (await readFile(list, 'utf8')).split('\n').filter((name) => LIBRARY.test(name));
    await registerPerson(service.client);
    await beginSignIn(service.client);
    expect(await loaded()).toEqual([]);
    await personWithPasskey(service.client);
    expect(await loaded()).toContainEqual(expect.stringContaining('/node_modules/@simplewebauthn/server/'));
    await service.kill();
  }, 300_000);
});
