import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { build, COMMAND_LINE } from '../../support/build.js';
import { newFolder } from '../../support/database.js';
import {
  jsonLines,
  manyUsers,
  newOperatorEnvironment,
  type OperatorEnvironment,
} from './operator-environment.js';

const USERS = 20_000;
const onLinux = process.platform === 'linux' ? it : it.skip;

/**
 * Runs an import as somebody who watches it: at a terminal, where it shows how far it is. It is killed, as by a power cut,
 * when it says for the first time that it writes.
 */
async function importAndKill(file: string, env: OperatorEnvironment['env']): Promise<string> {
  await build();
  const pidFile = newFolder();
  const command = `echo $$ >'${pidFile}'; exec '${process.execPath}' '${COMMAND_LINE}' users import '${file}'`;
  const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let screen = '';
  let pid: Promise<string> | undefined;
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    if (!screen.includes('Writing')) return;
    pid ??= readFile(pidFile, 'utf8');
    void pid.then((number) => {
      try {
        process.kill(Number(number), 'SIGKILL');
      } catch {
        // It is gone already.
      }
    });
  });
  await once(terminal, 'close');
  return screen;
}

describe('an import that is killed in the middle', () => {
  onLinux(
    'goes on where it was: not one user is lost, and not one is there twice',
    async () => {
      const environment = await newOperatorEnvironment();
      const records = manyUsers(USERS);
      const file = await jsonLines(records);
      const screen = await importAndKill(file, environment.env);
      expect(screen).toMatch(/Checking .*█.* \d+ %/);

      const before = await environment.look(async (database) => ({
        users: await database.user.count(),
        noted: await database.userImport.findMany({ select: { users: true, line: true, finishedAt: true } }),
      }));
      expect(before.users).toBeGreaterThan(0);
      expect(before.users).toBeLessThan(USERS);
      expect(before.noted).toEqual([{ users: before.users, line: before.users, finishedAt: null }]);

      expect(await environment.ask('users', 'import', file)).toMatchObject({
        imported: USERS - before.users,
        usersBefore: before.users,
        usersInFile: USERS,
      });
      const names = await environment.look((database) =>
        database.user.findMany({ select: { username: true } }),
      );
      // Were one there twice, one would be missing.
      expect(names.map(({ username }) => username).sort()).toEqual(
        records.map(({ username }) => username).sort(),
      );
      expect(await environment.ask('users', 'import', file)).toMatchObject({ imported: 0 });
    },
    180_000,
  );
});
