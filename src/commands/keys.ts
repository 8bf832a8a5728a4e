import { readConfig } from '../config.js';
import { StartupError } from '../core/errors.js';
import { readDotEnv } from '../dot-env.js';
import { withSigningKeys } from '../maintenance.js';
import { explain } from './explain.js';

const USAGE = 'Use: npm run keys -- list | rotate | revoke <kid>';

// npm run keys -- list | rotate | revoke <kid>
try {
  readDotEnv();
  process.stdout.write(`${(await run(process.argv.slice(2))).join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function run([verb, kid, ...more]: string[]): Promise<string[]> {
  const expected = verb === 'revoke' ? kid !== undefined : kid === undefined;
  if (!expected || more.length > 0 || !['list', 'rotate', 'revoke'].includes(verb ?? ''))
    throw new StartupError(USAGE);
  return withSigningKeys(readConfig(process.env), async (keys) => {
    if (verb === 'rotate') return [`The next signing key is ${await keys.rotate()}`];
    if (verb === 'revoke') {
      if (!(await keys.revoke(kid as string))) throw new StartupError(`There is no signing key ${kid}.`);
      return [`The signing key ${kid} is revoked`];
    }
    return (await keys.list()).map((key) =>
      [
        key.kid,
        key.algorithm,
        key.state.padEnd('published'.length),
        `signs from ${key.signsFrom.toISOString()}`,
        ...(key.signsUntil === null ? [] : [`until ${key.signsUntil.toISOString()}`]),
        ...(key.verifiesUntil === null || key.revokedAt !== null
          ? []
          : [`verifies until ${key.verifiesUntil.toISOString()}`]),
      ].join('  '),
    );
  });
}
