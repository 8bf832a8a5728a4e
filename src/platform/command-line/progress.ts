import type { Shell } from './shell.js';

const WIDTH = 30;
const PAUSE_MS = 100;
const CLEAR = '\r\u001b[K';

/** A progress bar for a person. It is not shown if standard error is redirected. */
export class Progress {
  #drawnAt = 0;
  #begunAt = performance.now();
  #title = '';

  constructor(private readonly shell: Shell) {}

  /** @param fraction from 0 to 1 */
  show(title: string, fraction: number): void {
    if (!this.shell.isWatched) return;
    const now = performance.now();
    if (title !== this.#title) {
      this.#begunAt = now;
      this.#title = title;
    } else if (now - this.#drawnAt < PAUSE_MS) return;
    this.#drawnAt = now;
    const done = Math.round(fraction * WIDTH);
    const bar = '█'.repeat(done) + '░'.repeat(WIDTH - done);
    this.shell.note(`${CLEAR}${title} ${bar} ${Math.floor(fraction * 100)} %${this.#left(fraction, now)}`);
  }

  end(): void {
    if (this.shell.isWatched) this.shell.note(CLEAR);
  }

  #left(fraction: number, now: number): string {
    const spent = (now - this.#begunAt) / 1000;
    if (fraction === 0 || spent < 1) return '';
    return `, ${Math.ceil((spent / fraction) * (1 - fraction))} s left`;
  }
}
