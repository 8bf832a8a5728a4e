import { setTimeout as sleep } from 'node:timers/promises';
import { URI } from 'otpauth';

const PERIOD = 30_000;
const present = () => Math.floor(Date.now() / PERIOD);

/**
 * Stands in for the app on a user's phone. A code signs in once, so each code is of a later period. The service accepts
 * the codes before and after the present one.
 */
export class AuthenticatorApp {
  #app;
  #last = 0;

  /** @param {string} uri the one that the app scans as a QR code */
  constructor(uri) {
    this.#app = URI.parse(uri);
  }

  async code() {
    // Late in a period, the code before it could be too old when it arrives.
    const oldest = present() - (Date.now() % PERIOD < PERIOD / 2 ? 1 : 0);
    const next = Math.max(this.#last + 1, oldest);
    while (next > present() + 1) await sleep(200);
    this.#last = next;
    return this.#app.generate({ timestamp: next * PERIOD });
  }
}
