import { readFile } from 'node:fs/promises';

export const ROOT = new URL('../../../', import.meta.url);
export const PACKAGES = new URL('dist/packages/', ROOT);

const root = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
const shared = { version: root.version, license: root.license, type: 'module', sideEffects: false };
/** These packages run in other projects, so they refuse no later version of Node.js. */
const library = { ...shared, engines: { node: '>=20.19' } };

/** The packages, by the names of their folders. */
export const manifests = {
  latchkey: {
    name: root.name,
    description: root.description,
    ...shared,
    bin: root.bin,
    exports: root.exports,
    engines: root.engines,
    dependencies: root.dependencies,
    optionalDependencies: root.optionalDependencies,
  },
  client: {
    name: '@latchkey/client',
    description: 'The typed client of Latchkey: every operation, and the session of a user in all tabs.',
    ...library,
    exports: {
      ...entries('./lib/packages/client', ['index', 'passkeys', 'apollo', 'urql']),
      './schema.graphql': './schema.graphql',
      './package.json': './package.json',
    },
    // Only the subpaths import these. The ranges are wider than what the subpaths need, because npm refuses to
    // install the package beside a version outside the range, even if the application uses no subpath.
    ...optionalPeers({ '@apollo/client': '>=3', '@urql/core': '>=2', rxjs: '>=6', wonka: '>=4' }),
  },
  verifier: {
    name: '@latchkey/verifier',
    description: 'Verifies access tokens of Latchkey in other services, offline.',
    ...library,
    exports: {
      ...entries('./lib', ['index', 'express', 'fastify', 'apollo']),
      './package.json': './package.json',
    },
    dependencies: { jose: `^${root.dependencies.jose}` },
    // Only for its types, which the subpath extends.
    ...optionalPeers({ fastify: '>=4' }),
  },
};

function entries(folder, modules) {
  return Object.fromEntries(
    modules.map((module) => [
      module === 'index' ? '.' : `./${module}`,
      { types: `${folder}/${module}.d.ts`, default: `${folder}/${module}.js` },
    ]),
  );
}

function optionalPeers(ranges) {
  const meta = Object.keys(ranges).map((name) => [name, { optional: true }]);
  return { peerDependencies: ranges, peerDependenciesMeta: Object.fromEntries(meta) };
}
