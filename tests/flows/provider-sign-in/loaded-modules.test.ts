import { readFile } from 'node:fs/promises';
import {
  SignInProvidersDocument,
  StartProviderSignInDocument,
} from '../../../src/generated/client/operations.js';
import { newFolder } from '../../support/database.js';
import { registerPerson } from '../../support/people.js';
import { describeEmbedded, preparedFolder, startProcess } from '../../support/process.js';

const PRELOADED = new URL('../../support/module-list.mjs', import.meta.url);

describeEmbedded('the library that speaks with providers', () => {
  it('is loaded at the first sign-in with a provider, not at the start of the service', async () => {
    const list = `${newFolder()}.txt`;
    const preloaded = Object.assign(new URL(PRELOADED), {
      search: String(new URLSearchParams({ file: list })),
    });
    const service = await startProcess({
      DATA_DIR: await preparedFolder(),
      LOG_LEVEL: 'error',
      SIGN_IN_PROVIDERS: 'github',
      SIGN_IN_GITHUB_CLIENT_ID: 'client',
      SIGN_IN_GITHUB_CLIENT_SECRET: 'secret',
      NODE_OPTIONS: `--import=${preloaded.href}`,
    });
    const loaded = async () => (await readFile(list, 'utf8')).includes('/node_modules/openid-client/');
    await registerPerson(service.client);
    await service.client.run(SignInProvidersDocument, {});
    expect(await loaded()).toBe(false);
    const input = { provider: 'github', returnTo: `${service.url}/signed-in` };
    await service.client.run(StartProviderSignInDocument, { input });
    expect(await loaded()).toBe(true);
    await service.kill();
  }, 300_000);
});
