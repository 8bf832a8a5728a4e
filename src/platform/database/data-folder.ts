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

/** Another process has the folder open, usually a running service. */
export class DataFolderInUse extends StartupError {}

/**
 * The data folder of exactly one process. Two processes on one embedded database destroy it, so the folder is
 * locked while it is open. The lock belongs to the open file: the system releases it when the process ends,
 * even by a crash (decision 6).
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

  /** @throws StartupError if the folder cannot be created or is in use */
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
   * The secret that encrypts data at rest. It is generated once and then kept.
   * @throws StartupError if the file is damaged. The service never replaces a damaged secret: a new one would
   * make every encrypted key and every session unreadable.
   */
  async readOrCreateSecret(): Promise<Buffer> {
    return (await readSecret(join(this.path, SECRET))) ?? (await this.#createSecret());
  }

  /**
   * The secret before the last replacement; null if there was none. The service needs it to recognise
   * digests, which it cannot compute again with the new secret.
   */
  readPreviousSecret(): Promise<Buffer | null> {
    return readSecret(join(this.path, PREVIOUS));
  }

  /**
   * Replaces the secret, and keeps the current one as `secret.previous`. No data may still depend on the old
   * content of that file. An interruption at any point leaves every needed secret on the disk (decision 22).
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

  /**
   * Gives the file its name only when it is complete and on the disk, so that no crash leaves half a secret.
   */
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
  // Where locks are mandatory (Windows), the locked file cannot be read.
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

/** A restored backup or a copy may be readable by every user of the machine. */
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
