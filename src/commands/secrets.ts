import { readConfig } from '../config.js';
import { StartupError } from '../core/errors.js';
import { readDotEnv } from '../dot-env.js';
import { rotateSecrets } from '../maintenance.js';
import { explain } from './explain.js';

// npm run secrets -- rotate
try {
  readDotEnv();
  if (process.argv.slice(2).join(' ') !== 'rotate') throw new StartupError('Use: npm run secrets -- rotate');
  const outcomes = await rotateSecrets(readConfig(process.env));
  for (const { store, resealed, unreadable } of outcomes) {
    process.stdout.write(`${store}: ${resealed} sealed anew, ${unreadable} that neither secret opens\n`);
    if (unreadable > 0) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
