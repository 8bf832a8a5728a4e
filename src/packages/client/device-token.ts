import { localStorageHere } from './browser.js';

/** Where a storage keeps the device token, which makes this device a known one. It outlives the session. */
export interface DeviceStorage {
  read(name: string): string | null | Promise<string | null>;
  write(name: string, deviceToken: string): void | Promise<void>;
}

interface Given {
  readonly deviceToken?: string | null | undefined;
}

interface Kept {
  readonly cookie?: boolean;
  readonly device?: DeviceStorage;
}

/**
 * Sends the device token of the last sign-in with each new one, so that an attacker's wrong passwords do not
 * lock the user out. In cookie mode, the service keeps the token in a cookie.
 */
export class DeviceToken {
  readonly #storage: DeviceStorage;
  readonly #name: string;

  constructor({ cookie, device }: Kept, name: string) {
    this.#storage = device ?? (cookie ? NOWHERE : inMemory());
    this.#name = `${name} device`;
  }

  async sendWith<Input extends Given, Answer extends Given>(
    input: Input,
    send: (input: Input) => Promise<Answer>,
  ): Promise<Answer> {
    const kept = input.deviceToken ?? (await this.#storage.read(this.#name));
    const answer = await send(kept ? { ...input, deviceToken: kept } : input);
    if (answer.deviceToken) await this.#storage.write(this.#name, answer.deviceToken);
    return answer;
  }
}

const NOWHERE: DeviceStorage = { read: () => null, write: () => undefined };

function inMemory(): DeviceStorage {
  let kept: string | null = null;
  return {
    read: () => kept,
    write: (_name, deviceToken) => {
      kept = deviceToken;
    },
  };
}

export const deviceInLocalStorage: DeviceStorage = {
  read: (name) => {
    try {
      return localStorageHere()?.getItem(name) ?? null;
    } catch {
      return null;
    }
  },
  write: (name, deviceToken) => {
    try {
      localStorageHere()?.setItem(name, deviceToken);
    } catch {
      // The storage is full or forbidden: the next sign-in counts as one from a new device.
    }
  },
};
