import { compose, type Service } from '../compose.js';
import { readConfig } from '../config.js';
import { StartupError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import { OPERATOR, Role } from '../core/viewer.js';
import { readDotEnv } from '../dot-env.js';
import { openEdges } from '../edges.js';
import { explain } from './explain.js';

const silent = () => undefined;
const errorsAlone: Log = {
  debug: silent,
  info: silent,
  warn: silent,
  error: (details, sentence) => process.stderr.write(`${JSON.stringify({ sentence, ...details })}\n`),
};
const USAGE = 'Use it so: npm run users -- set-role <username or email> ADMIN|USER [why]';

// npm run users -- set-role <username or email> ADMIN|USER [why]
try {
  readDotEnv();
  const [command, who = '', role = '', ...why] = process.argv.slice(2);
  if (command !== 'set-role' || !isRole(role)) throw new StartupError(USAGE);
  await withService(async ({ office }) => {
    const user = await office.directory.findByIdentifier(who);
    if (user === null) throw new StartupError('Nobody has this username or email.');
    const decision = { userId: user.id, role, reason: why.join(' ') || null };
    const origin = { requestId: systemRandomness.uuid(), ipAddress: null, userAgent: null };
    const changed = await office.administration.setRole(OPERATOR, decision, origin);
    process.stdout.write(`${changed.username} is ${changed.role} now\n`);
  });
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function isRole(text: string): text is Role {
  return Object.hasOwn(Role, text);
}

/**
 * The service, without a socket. Beside a PostgreSQL it may run while others serve; an embedded database belongs to one
 * process, and opening it says so.
 */
async function withService(use: (service: Service) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const { edges, close } = await openEdges(config, errorsAlone);
  try {
    const service = await compose({ ...config, publicUrl: config.publicUrl ?? 'http://localhost' }, edges);
    await use(service).finally(() => service.stop());
  } finally {
    await close();
  }
}
