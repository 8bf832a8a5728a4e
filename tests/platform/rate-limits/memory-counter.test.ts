import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Duration } from '../../../src/core/duration.js';
import { MemoryCounter } from '../../../src/platform/rate-limits/memory-counter.js';
import { MovableClock } from '../../support/adapters.js';

const WINDOW = Duration.minutes(15);
const POINTS = 5;

let clock: MovableClock;

beforeEach(() => {
  clock = new MovableClock();
});

/** Without what could be collected. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

const counterOf = (capacity: number, neverTooLow = false) =>
  new MemoryCounter({ clock }, { points: POINTS, window: WINDOW, capacity, neverTooLow });

async function charge(counter: MemoryCounter, key: string, count: number): Promise<number> {
  let last = 0;
  for (let index = 0; index < count; index++) last = (await counter.charge(key)).count;
  return last;
}

describe('counting in memory', () => {
  it('RL-9: bears a million identifiers within bounds, and does not lose the account under attack', async () => {
    const counter = counterOf(20_000);
    await charge(counter, 'victim', POINTS);
    const before = heapInUse();
    for (let index = 0; index < 1_000_000; index++) await counter.charge(`stranger-${index}`);
    expect(counter.size).toBe(20_000);
    expect(heapInUse() - before).toBeLessThan(20 * 1024 * 1024);
    expect(await charge(counter, 'victim', 1)).toBe(POINTS + 1);
  });

  it('RL-9: gives up the lowest count first, the oldest of them first', async () => {
    const counter = counterOf(4);
    await charge(counter, 'two', 2);
    await charge(counter, 'old', 1);
    await charge(counter, 'young', 1);
    await charge(counter, 'three', 3);
    await charge(counter, 'new', 1);
    const counts = await Promise.all(['three', 'two', 'young', 'new'].map((key) => charge(counter, key, 1)));
    expect(counts).toEqual([4, 3, 2, 2]);
    expect(counter.size).toBe(4);
    expect(await charge(counter, 'old', 1)).toBe(1);
  });

  it('RL-9: gives up what has expired before anything else', async () => {
    const counter = counterOf(3);
    await charge(counter, 'expired', POINTS + 3);
    clock.advance(WINDOW);
    await charge(counter, 'alive', 1);
    expect(counter.size).toBe(1);
    await charge(counter, 'other', 1);
    await charge(counter, 'third', 1);
    expect(await charge(counter, 'alive', 1)).toBe(2);
  });

  it('begins a window with the first charge, and ends it a window later whatever comes in between', async () => {
    const counter = counterOf(10);
    const { endsAt } = await counter.charge('a');
    clock.advance(Duration.milliseconds(WINDOW.milliseconds - 1000));
    const later = await counter.charge('a');
    expect([later.count, later.endsAt]).toEqual([2, endsAt]);
    clock.advance(Duration.seconds(1));
    expect(await charge(counter, 'a', 1)).toBe(1);
  });

  it('takes back what was charged, and makes no debt', async () => {
    const counter = counterOf(10);
    await charge(counter, 'a', 2);
    for (let index = 0; index < 5; index++) await counter.giveBack('a');
    await counter.giveBack('never charged');
    expect(counter.size).toBe(0);
    expect(await charge(counter, 'a', 1)).toBe(1);
  });

  it('keeps count above the limit, and forgets when it is told to', async () => {
    const counter = counterOf(10);
    expect(await charge(counter, '__proto__', POINTS + 4)).toBe(POINTS + 4);
    await counter.giveBack('__proto__');
    expect(await charge(counter, '__proto__', 1)).toBe(POINTS + 4);
    await counter.forget('__proto__');
    await counter.forget('nobody');
    expect(await charge(counter, '__proto__', 1)).toBe(1);
  });
});

describe('counting in memory that is full', () => {
  const CAPACITY = 50;
  const fill = async (counter: MemoryCounter, count: number) => {
    for (let index = 0; index < CAPACITY; index++) await charge(counter, `stranger-${index}`, count);
  };
  /** How many tries each is let, of many in turn. */
  async function takeTurns(counter: MemoryCounter, between = async () => {}): Promise<number[]> {
    const allowed = [0, 0];
    for (let turn = 0; turn < 8 * CAPACITY; turn++)
      for (const who of [0, 1]) {
        if ((await charge(counter, `victim-${who}`, 1)) <= POINTS) allowed[who] = (allowed[who] ?? 0) + 1;
        await between();
      }
    expect(counter.size).toBeLessThanOrEqual(CAPACITY);
    return allowed;
  }

  it('RL-1, RL-9: lets nobody guess on by filling it, and then taking turns on two accounts', async () => {
    const counter = counterOf(CAPACITY, true);
    await fill(counter, 2);
    expect(Math.max(...(await takeTurns(counter)))).toBeLessThanOrEqual(POINTS);
  });

  it('RL-1, RL-9: nor by logging in to an account of one’s own, or by what is given back, in between', async () => {
    for (const between of ['forget', 'giveBack'] as const) {
      const counter = counterOf(CAPACITY, true);
      await fill(counter, 2);
      const allowed = await takeTurns(counter, async () => {
        await counter.charge('own');
        await counter[between]('own');
      });
      expect(Math.max(...allowed)).toBeLessThanOrEqual(POINTS);
    }
  });

  it('RL-9: begins a newcomer where whoever makes room has stood, and nobody so once there is room', async () => {
    const counter = counterOf(2, true);
    await charge(counter, 'one', 2);
    await charge(counter, 'two', 3);
    expect(await charge(counter, 'three', 1)).toBe(3);
    expect(await charge(counter, 'one', 1)).toBe(4);
    clock.advance(WINDOW);
    expect(await charge(counter, 'one', 1)).toBe(1);
  });

  it('RL-9: keeps the account under attack locked through a flood', async () => {
    const counter = counterOf(CAPACITY, true);
    await charge(counter, 'victim', POINTS);
    for (let index = 0; index < 100 * CAPACITY; index++) await counter.charge(`stranger-${index}`);
    expect(counter.size).toBe(CAPACITY);
    expect(await charge(counter, 'victim', 1)).toBeGreaterThan(POINTS);
  });

  it('locks nobody out where anybody could fill it', async () => {
    const counter = counterOf(CAPACITY);
    await fill(counter, POINTS + 1);
    expect(await charge(counter, 'newcomer', 1)).toBe(1);
  });
});
