import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { StartupError } from '../../core/errors.js';
import type { Randomness } from '../../core/randomness.js';

const SECRET = 'secret';
const PREVIOUS = 'secret.previous';
const SECRET_BYTES = 32;
const SECRET_PATTERN = /^[0-9a-f]{64}$/;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Another process has it open: a service that runs, above all. */
export class DataFolderInUse extends StartupError {}

/**
 * The folder that one process, and one alone, keeps its data in. Two processes on one embedded database
 * destroy it, so the folder is locked for as long as it is open; the lock belongs to the open file and ends
 * with the process, however that ends.
 */
export class DataFolder {
  readonly path: string;
  readonly #lock: FileHandle;
  readonly #randomness: Randomness;

  private constructor(path: string, lock: FileHandle, randomness: Randomness) {
    this.path = path;
    this.#lock = lock;
    this.#randomness = randomness;
  }

  /** @throws StartupError when the folder cannot be made or is in use */
  static async open(dataDir: string, randomness: Randomness): Promise<DataFolder> {
    const path = resolve(dataDir);
    const file = await openLockFile(path);
    if (!tryLock(file.fd)) {
      const holder = await holderOf(file);
      await file.close();
      throw new DataFolderInUse(
        `The data folder ${path} is in use by another process${holder}; stop it or set DATA_DIR to another folder.`,
      );
    }
    try {
      await file.truncate();
      await file.write(`${process.pid}\n`, 0);
    } catch (error) {
      await file.close();
      throw unusable(path, error);
    }
    return new DataFolder(path, file, randomness);
  }

  /**
   * The secret that everything at rest is sealed under: generated once, then kept.
   * @throws StartupError when the file is not what was generated. It is never replaced: a new secret would
   * make every sealed key and every session unreadable.
   */
  async readOrCreateSecret(): Promise<Buffer> {
    return (await readSecret(join(this.path, SECRET))) ?? (await this.#createSecret());
  }

  /** The secret before it, once it was replaced: what cannot be made anew is recognised by it. */
  readPreviousSecret(): Promise<Buffer | null> {
    return readSecret(join(this.path, PREVIOUS));
  }

  /**
   * Puts a new secret in place of the one that is there, which is kept beside it. Nothing must need the one before
   * that any more. At whatever point this is interrupted, every secret that is needed is on the disk.
   */
  async replaceSecret(): Promise<void> {
    const current = await this.readOrCreateSecret();
    await this.#write(PREVIOUS, current);
    await this.#createSecret();
  }

  async close(): Promise<void> {
    await this.#lock.close();
  }

  async #createSecret(): Promise<Buffer> {
    const secret = this.#randomness.bytes(SECRET_BYTES);
    await this.#write(SECRET, secret);
    return secret;
  }

  /** Under its own name only when it is whole and on the disk: no crash can leave half a secret behind. */
  async #write(name: string, secret: Buffer): Promise<void> {
    const path = join(this.path, name);
    const unfinished = `${path}.new`;
    try {
      await rm(unfinished, { force: true });
      await writeDurably(unfinished, `${secret.toString('hex')}\n`);
      await rename(unfinished, path);
      await syncFolder(this.path);
    } catch (error) {
      throw unusable(this.path, error);
    }
  }
}

async function openLockFile(path: string): Promise<FileHandle> {
  try {
    await mkdir(path, { recursive: true, mode: FOLDER_MODE });
    return await open(join(path, 'lock'), 'a+', FILE_MODE);
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): StartupError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === 'ENOSPC' || code === 'EDQUOT' ? `its disk is full (${code})` : message;
  return new StartupError(`The data folder ${path} cannot be used: ${reason}.`);
}

async function holderOf(file: FileHandle): Promise<string> {
  // Where locks are mandatory (Windows) the file cannot be read either.
  const text = await file.readFile('utf8').catch(() => '');
  const pid = /^\d+/.exec(text)?.[0];
  return pid === undefined ? '' : ` (pid ${pid})`;
}

async function readSecret(path: string): Promise<Buffer | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StartupError(`The secret ${path} cannot be read: ${error.message}.`);
  });
  if (text === null) return null;
  if (!SECRET_PATTERN.test(text.trim())) {
    throw new StartupError(
      `The secret ${path} is damaged: it must be ${SECRET_BYTES * 2} hexadecimal digits. Restore it from a backup.`,
    );
  }
  await keepPrivate(path);
  return Buffer.from(text.trim(), 'hex');
}

/** A restored backup or a copy may have come back readable by everybody. */
async function keepPrivate(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    if (((await file.stat()).mode & 0o077) !== 0) await file.chmod(FILE_MODE);
  } finally {
    await file.close();
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
