import { DEVICE_TOKENS } from '../../generated/client/declared-operations.js';
import { localStorageHere } from './browser.js';

/**
 * Where a storage keeps the tokens of the device: one makes it a known device, another lets its user sign in without
 * the second factor. They outlive the session.
 */
export interface DeviceStorage {
  read(name: string): string | null | Promise<string | null>;
  write(name: string, deviceToken: string): void | Promise<void>;
}

interface Kept {
  readonly cookie?: boolean;
  readonly device?: DeviceStorage;
}

type Tokens = Record<string, string | null | undefined>;

const TOKENS = Object.entries(DEVICE_TOKENS);
/** The end of the name in the storage, by the name in answers. */
const ENDINGS: Readonly<Record<string, string>> = { deviceToken: 'device', trustedDevice: 'trusted device' };

/**
 * Sends the tokens of the device with each new sign-in, so that an attacker's wrong passwords do not lock the user out,
 * and a trusted device asks for no second factor. In cookie mode, the service keeps the tokens in cookies.
 */
export class DeviceTokens {
  readonly #storage: DeviceStorage;
  readonly #name: string;

  constructor({ cookie, device }: Kept, name: string) {
    this.#storage = device ?? (cookie ? NOWHERE : inMemory());
    this.#name = name;
  }

  /** @param operation the root field */
  async sendWith<Answer>(
    operation: string,
    variables: unknown,
    send: (variables: unknown) => Promise<Answer>,
  ): Promise<Answer> {
    const { input } = (variables ?? {}) as { readonly input?: Tokens };
    const kept: Tokens = {};
    for (const [token, operations] of TOKENS)
      if (operations.includes(operation))
        kept[token] = input?.[token] ?? (await this.#storage.read(this.#nameOf(token)));
    const answer = await send(input ? { ...(variables as object), input: { ...input, ...kept } } : variables);
    const [payload] = Object.values(answer ?? {}) as (Tokens | null)[];
    for (const [token] of TOKENS) {
      const text = payload?.[token];
      if (text) await this.#storage.write(this.#nameOf(token), text);
    }
    return answer;
  }

  #nameOf(token: string): string {
    return `${this.#name} ${ENDINGS[token]}`;
  }
}

const NOWHERE: DeviceStorage = { read: () => null, write: () => undefined };

function inMemory(): DeviceStorage {
  const kept = new Map<string, string>();
  return {
    read: (name) => kept.get(name) ?? null,
    write: (name, deviceToken) => void kept.set(name, deviceToken),
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
