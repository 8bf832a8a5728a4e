import { copyFile, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { inspectConfig } from '../../../src/app/config.js';
import { BreachFile } from '../../../src/credentials/breached-passwords/breach-file.js';
import { breachFileWith, newPath } from './lists.js';

const opened = (path: string) => {
  const file = BreachFile.open(path);
  if (!(file instanceof BreachFile)) throw new Error(file.problem);
  return file;
};
const settings = (path: string) =>
  inspectConfig({ PASSWORD_BREACHES: 'file', PASSWORD_BREACHES_FILE: path }).problems;

describe('a file of stolen passwords', () => {
  it.each([1, 2, 511, 512, 513, 20_000])('finds each of its %d passwords, and no other', async (count) => {
    const passwords = Array.from({ length: count }, (_, i) => `stolen-${count}-${i}`);
    const file = opened(await breachFileWith(...passwords));
    expect(file.count).toBe(count);
    expect(passwords.filter((password) => !file.has(password))).toEqual([]);
    const others = Array.from({ length: 2000 }, (_, i) => `other-${count}-${i}`);
    expect(others.filter((password) => file.has(password))).toEqual([]);
    file.close();
  });

  it('finds passwords however unevenly their hashes are spread', async () => {
    const path = await breachFileWith('first', 'Correct-Horse-9');
    const whole = await readFile(path);
    const [header, entry] = [Buffer.from(whole.subarray(0, 64)), whole.subarray(64, 72)];
    const lowest = Array.from({ length: 5000 }, (_, i) => {
      const low = Buffer.alloc(8);
      low.writeUInt32BE(i + 1, 4);
      return low;
    });
    header.writeBigUInt64BE(5001n, 32);
    await writeFile(path, Buffer.concat([header, ...lowest, entry]));
    const file = opened(path);
    expect(['first', 'Correct-Horse-9'].filter((password) => file.has(password))).toHaveLength(1);
    expect(file.has('other')).toBe(false);
    file.close();
  });

  it('starts the service only if it is complete, in order, and of this version', async () => {
    const good = await breachFileWith(...Array.from({ length: 1000 }, (_, i) => `stolen-${i}`));
    expect(settings(good)).toEqual([]);
    const spoilt = async (spoil: (path: string) => Promise<unknown>) => {
      const path = await newPath('spoilt');
      await copyFile(good, path);
      await spoil(path);
      return settings(path);
    };
    const overwrite = (position: number, bytes: Uint8Array) => async (path: string) => {
      const file = await open(path, 'r+');
      await file.write(bytes, 0, bytes.length, position);
      await file.close();
    };
    const incomplete = ['PASSWORD_BREACHES_FILE is not complete: make it again'];
    const foreign = [
      'PASSWORD_BREACHES_FILE is not a list that `latchkey passwords breaches` made with this version',
    ];
    expect(await spoilt((path) => truncate(path, 64 + 8 * 999))).toEqual(incomplete);
    expect(await spoilt((path) => truncate(path, 64 + 8 * 999 + 3))).toEqual(incomplete);
    expect(await spoilt((path) => truncate(path, 64))).toEqual(incomplete);
    expect(await spoilt((path) => truncate(path, 63))).toEqual(foreign);
    expect(await spoilt((path) => truncate(path, 0))).toEqual(foreign);
    expect(await spoilt(overwrite(27, Buffer.of(2)))).toEqual(foreign);
    expect(await spoilt(overwrite(0, Buffer.from('SQLite format 3')))).toEqual(foreign);
    expect(await spoilt(overwrite(64 + 8 * 484, Buffer.alloc(400, 255)))).toEqual([
      'PASSWORD_BREACHES_FILE is damaged: make it again',
    ]);
    expect(settings('/nowhere/at/all')).toEqual(['PASSWORD_BREACHES_FILE cannot be read: ENOENT']);
    expect(settings('/tmp')).toEqual(foreign);
  });

  it('is set together with PASSWORD_BREACHES=file alone', async () => {
    const path = await breachFileWith('stolen');
    const problems = (env: Record<string, string>) => inspectConfig(env).problems;
    expect(problems({ PASSWORD_BREACHES_FILE: path })).toEqual([
      'PASSWORD_BREACHES_FILE needs PASSWORD_BREACHES=file',
    ]);
    expect(problems({ PASSWORD_BREACHES: 'file' })).toEqual([
      'PASSWORD_BREACHES_FILE must be set with PASSWORD_BREACHES=file',
    ]);
    expect(problems({ PASSWORD_BREACHES: 'online', PASSWORD_BREACHES_URL: 'http://mirror.example' })).toEqual(
      ['PASSWORD_BREACHES_URL must be an https address, or an http address of this machine'],
    );
    expect(problems({ PASSWORD_BREACHES_URL: 'https://mirror.example' })).toEqual([
      'PASSWORD_BREACHES_URL needs PASSWORD_BREACHES=online',
    ]);
  });
});
