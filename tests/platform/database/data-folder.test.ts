import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { transformFile } from '@swc/core';
import { StartupError } from '../../../src/core/errors.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { DataFolder } from '../../../src/platform/database/data-folder.js';
import { newFolder } from '../../support/database.js';

const open = (path: string) => DataFolder.open(path, systemRandomness);

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('the data folder', () => {
  it('DR-4: is made for its owner alone, with what is above it', async () => {
    const path = join(newFolder(), 'deep', 'data');
    const folder = await open(path);
    expect(await modeOf(path)).toBe('700');
    await folder.close();
  });

  it('refuses a second opening, naming the folder and the process that has it', async () => {
    const path = newFolder();
    const folder = await open(path);
    const refusal = open(path);
    await expect(refusal).rejects.toThrow(StartupError);
    await expect(refusal).rejects.toThrow(`The data folder ${path} is in use`);
    await expect(refusal).rejects.toThrow(`(pid ${process.pid})`);
    await folder.close();
  });

  it('opens again after it was closed', async () => {
    const path = newFolder();
    await (await open(path)).close();
    await (await open(path)).close();
  });

  it('refuses while another process has it, and opens once that was killed', async () => {
    const path = newFolder();
    const holder = await holdInAnotherProcess(path);
    await expect(open(path)).rejects.toThrow(`(pid ${holder.pid})`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await open(path)).close();
  });

  it('says why it cannot be used', async () => {
    const file = newFolder();
    await writeFile(file, '');
    await expect(open(file)).rejects.toThrow(StartupError);
    await expect(open(file)).rejects.toThrow(`The data folder ${file} cannot be used`);
  });
});

describe('the generated secret', () => {
  it('is replaced with the one before kept beside it, for their owner alone, wherever that was interrupted', async () => {
    const path = newFolder();
    const folder = await open(path);
    const first = await folder.readOrCreateSecret();
    expect(await folder.readPreviousSecret()).toBeNull();
    await writeFile(join(path, 'secret.previous.new'), 'half');
    await writeFile(join(path, 'secret.new'), 'half');
    await folder.replaceSecret();
    const second = await folder.readOrCreateSecret();
    expect(second.equals(first)).toBe(false);
    expect(await folder.readPreviousSecret()).toEqual(first);
    await folder.replaceSecret();
    expect(await folder.readPreviousSecret()).toEqual(second);
    expect([await modeOf(join(path, 'secret')), await modeOf(join(path, 'secret.previous'))]).toEqual([
      '600',
      '600',
    ]);
    await folder.close();
  });

  it('CK-7: is 32 bytes that only their owner can read, and stays what it is', async () => {
    const path = newFolder();
    const first = await open(path);
    const secret = await first.readOrCreateSecret();
    await first.close();
    expect(secret).toHaveLength(32);
    expect(await modeOf(join(path, 'secret'))).toBe('600');
    expect((await readdir(path)).sort()).toEqual(['lock', 'secret']);
    const second = await open(path);
    expect(await second.readOrCreateSecret()).toEqual(secret);
    await second.close();
  });

  it('differs from folder to folder', async () => {
    const folders = await Promise.all([open(newFolder()), open(newFolder())]);
    const [one, other] = await Promise.all(folders.map((folder) => folder.readOrCreateSecret()));
    expect(one).not.toEqual(other);
    await Promise.all(folders.map((folder) => folder.close()));
  });

  it.each(['', 'abcd\n', 'g'.repeat(64), '0'.repeat(65)])(
    'is never replaced when it reads %j',
    async (text) => {
      const path = newFolder();
      const folder = await open(path);
      await writeFile(join(path, 'secret'), text);
      await expect(folder.readOrCreateSecret()).rejects.toThrow(StartupError);
      expect(await readFile(join(path, 'secret'), 'utf8')).toBe(text);
      await folder.close();
    },
  );

  it('is written anew where an earlier start was interrupted before it counted', async () => {
    const path = newFolder();
    const folder = await open(path);
    await writeFile(join(path, 'secret.new'), 'half of');
    expect(await folder.readOrCreateSecret()).toHaveLength(32);
    await folder.close();
  });

  it('is taken from other readers again', async () => {
    const path = newFolder();
    const folder = await open(path);
    await folder.readOrCreateSecret();
    await chmod(join(path, 'secret'), 0o644);
    await folder.readOrCreateSecret();
    expect(await modeOf(join(path, 'secret'))).toBe('600');
    await folder.close();
  });
});

/** Runs the class under test in a process of its own, until that is killed. */
async function holdInAnotherProcess(path: string): Promise<ChildProcess> {
  const program = newFolder();
  await mkdir(join(program, 'core'), { recursive: true });
  await mkdir(join(program, 'platform/database'), { recursive: true });
  await symlink(resolve('node_modules'), join(program, 'node_modules'));
  await writeFile(join(program, 'package.json'), '{ "type": "module" }');
  for (const name of ['core/errors', 'core/randomness', 'platform/database/data-folder']) {
    const { code } = await transformFile(`src/${name}.ts`, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    await writeFile(join(program, `${name}.js`), code);
  }
  const script = `
    import { DataFolder } from ${JSON.stringify(join(program, 'platform/database/data-folder.js'))};
    import { systemRandomness } from ${JSON.stringify(join(program, 'core/randomness.js'))};
    await DataFolder.open(${JSON.stringify(path)}, systemRandomness);
    process.stdout.write('held');
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
