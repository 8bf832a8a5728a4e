import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Engine, VerifyOrder } from './floor-argon2.js';

const ENGINES: readonly Engine[] = ['@node-rs/argon2', 'argon2'];

/** The fastest argon2 engine of this machine, in a process of its own. */
export class RawHashing {
  private constructor(
    private readonly child: ChildProcess,
    readonly engine: Engine,
  ) {}

  static async start(): Promise<RawHashing> {
    const child = fork(new URL('floor-argon2.js', import.meta.url));
    const rates: [Engine, number][] = [];
    for (const engine of ENGINES) rates.push([engine, await rateOf(child, { engine, ms: 1000 })]);
    const [fastest] = rates.sort(([, one], [, other]) => other - one);
    return new RawHashing(child, fastest?.[0] ?? 'argon2');
  }

  /** @returns verifications a second */
  rate(ms: number): Promise<number> {
    return rateOf(this.child, { engine: this.engine, ms });
  }

  stop(): void {
    this.child.kill();
  }
}

async function rateOf(child: ChildProcess, order: VerifyOrder): Promise<number> {
  child.send(order);
  const [rate] = (await once(child, 'message')) as [number];
  return rate;
}
