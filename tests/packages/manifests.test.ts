import { join } from 'node:path';
import { satisfies } from 'semver';
import { manifests } from '../../src/packages/build/manifests.mjs';
import { serve } from '../examples/program.js';
import { newFolder } from '../support/database.js';
import { runProgram } from '../support/examples.js';
import { installPacked, packedFile } from '../support/packed-packages.js';
import { describeEmbedded } from '../support/process.js';
import { START_LIMIT } from '../support/service.js';

const { client, verifier } = manifests;

describe('what npm installs with a package', () => {
  it('is nothing for the client, and jose alone for the verifier', () => {
    expect(client).not.toHaveProperty('dependencies');
    expect(Object.keys(verifier.dependencies)).toEqual(['jose']);
  });

  it('is nothing for the libraries of its subpaths: they are optional', () => {
    for (const { peerDependencies, peerDependenciesMeta } of [client, verifier])
      for (const name of Object.keys(peerDependencies))
        expect(peerDependenciesMeta).toHaveProperty([name], { optional: true });
  });

  it.each([
    ['Apollo Client 3.0', '@apollo/client', '3.0.0'],
    ['Apollo Client 3.14', '@apollo/client', '3.14.0'],
    ['Apollo Client 4', '@apollo/client', '4.0.0'],
    ['RxJS 6', 'rxjs', '6.6.7'],
    ['RxJS 7', 'rxjs', '7.8.2'],
    ['urql 4', '@urql/core', '4.3.0'],
    ['urql 6', '@urql/core', '6.0.3'],
    ['wonka 4', 'wonka', '4.0.15'],
  ])('does not conflict with %s beside the client', (_what, name, version) => {
    expect(satisfies(version, client.peerDependencies[name] ?? '')).toBe(true);
  });
});

describeEmbedded('the packed files', () => {
  const folder = newFolder();

  const LIBRARY = ['LICENSE', 'README.md', 'lib', 'package.json'];
  const SERVICE = [
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'SECURITY.md',
    'dist',
    'docs',
    'package.json',
    'prisma',
  ];
  it.each([
    ['latchkey', [...SERVICE, 'schema.graphql']],
    ['@latchkey/client', [...LIBRARY, 'schema.graphql']],
    ['@latchkey/verifier', LIBRARY],
  ] as const)('SC-4: of %s are those on a list, and no source, test, setting or key', async (name, list) => {
    const { out } = await runProgram('tar', ['-tzf', await packedFile(name)]);
    const files = out
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, ''));
    expect([...new Set(files.map((file) => file.split('/')[0]))].sort()).toEqual([...list].sort());
    const built = files.filter((file) => /^(dist|lib|prisma)\//.test(file));
    const known =
      /\.(js|d\.ts|js\.map|json)$|^dist\/generated\/explorer\/page\.html\.gz$|^prisma\/migrations\//;
    expect(built.filter((file) => !known.test(file) || file.startsWith('dist/pack'))).toEqual([]);
  });

  it(
    'of the service make a database and serve',
    async () => {
      const installed = await installPacked(folder, 'latchkey');
      const command = `node ${join(installed, manifests.latchkey.bin.latchkey)} serve`;
      const env = { DATA_DIR: join(folder, 'data'), PORT: '0' };
      const url = await serve(command, env, /^Latchkey is ready: (\S+)/m);
      const query = 'mutation ($input: RegisterInput!) { register(input: $input) { user { username } } }';
      const input = { username: 'ada', email: 'ada@example.com', password: 'Password123!' };
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { input } }),
      });
      expect(await answer.json()).toEqual({ data: { register: { user: { username: 'ada' } } } });
    },
    START_LIMIT,
  );
});
