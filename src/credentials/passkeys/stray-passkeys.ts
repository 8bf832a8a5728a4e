import type { Log } from '../../core/log.js';
import type { Background } from '../../platform/capabilities/capability.js';
import type { Passkeys } from './passkeys.service.js';

/** Warns at the start of passkeys that belong to another RP ID. Their users can no longer sign in with them. */
export class StrayPasskeys implements Background {
  #counting: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: { passkeys: Pick<Passkeys, 'countOfOthers'>; log: Log },
    private readonly rpId: string,
  ) {}

  /** It runs beside the start, which must not wait for it. */
  start(): void {
    this.#counting = this.#count();
  }

  stop(): Promise<void> {
    return this.#counting;
  }

  async #count(): Promise<void> {
    const { passkeys, log } = this.deps;
    // If the database is away, the checks of the service say so.
    const strays = await passkeys.countOfOthers(this.rpId).catch(() => 0);
    if (strays > 0) log.warn({ passkeys: strays, rpId: this.rpId }, 'passkeys belong to another RP ID');
  }
}
