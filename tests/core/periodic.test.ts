import { Duration } from '../../src/core/duration.js';
import { Periodic, type PeriodicOptions } from '../../src/core/periodic.js';
import { pause } from '../support/outcomes.js';

const SHORT = Duration.milliseconds(5);
const NEVER = Duration.minutes(60);

function loop(round: () => Promise<void>, wait: Duration, options: Partial<PeriodicOptions> = {}) {
  const failed = () => {
    throw new Error('No round fails here');
  };
  return new Periodic({ pause: () => wait, round, failed, ...options });
}

/** A round that takes as long as the test wants. */
function gatedRound() {
  const gates: (() => void)[] = [];
  const round = () => new Promise<void>((resolve) => gates.push(resolve));
  return { round, begun: () => gates.length, open: () => gates.at(-1)?.() };
}

it('rests after each round, so that no two rounds overlap', async () => {
  const steps: string[] = [];
  const slow = async () => {
    steps.push('begin');
    await pause(SHORT.milliseconds * 3);
    steps.push('end');
  };
  const periodic = loop(slow, SHORT, {
    pause: () => {
      steps.push('rest');
      return SHORT;
    },
  });
  periodic.start();
  while (steps.length < 9) await pause(5);
  await periodic.stop();
  expect(steps.slice(0, 9)).toEqual(['rest', 'begin', 'end', 'rest', 'begin', 'end', 'rest', 'begin', 'end']);
});

it('runs a round at once when it is woken, and one more for any number of calls during that', async () => {
  const { round, begun, open } = gatedRound();
  const periodic = loop(round, NEVER);
  periodic.wake();
  expect(begun()).toBe(1);
  for (let call = 0; call < 16; call++) periodic.wake();
  expect(begun()).toBe(1);
  open();
  await pause(1);
  expect(begun()).toBe(2);
  open();
  await pause(1);
  expect(begun()).toBe(2);
});

it('goes on after a failure, and tells the first of an outage from its repetitions', async () => {
  const told: unknown[] = [];
  const fails = [true, true, false, false, true];
  const round = async () => {
    if (fails.shift()) throw new Error('no');
  };
  const periodic = loop(round, SHORT, {
    failed: (error, isRepeated) => told.push([String(error), isRepeated]),
    recovered: () => told.push('recovered'),
  });
  periodic.start();
  while (told.length < 5) await pause(5);
  await periodic.stop();
  expect(told).toEqual([
    ['Error: no', false],
    ['Error: no', true],
    'recovered',
    ['Error: no', false],
    'recovered',
  ]);
});

it('waits for the running round when it is stopped, and begins no other', async () => {
  const { round, begun, open } = gatedRound();
  let pauses = 0;
  const periodic = loop(round, SHORT, {
    pause: () => {
      pauses += 1;
      return SHORT;
    },
  });
  periodic.start();
  while (begun() === 0) await pause(5);
  periodic.wake();
  let stopped = false;
  const stopping = periodic.stop().then(() => {
    stopped = true;
  });
  await pause(30);
  expect(stopped).toBe(false);
  open();
  await stopping;
  periodic.wake();
  periodic.start();
  await pause(30);
  expect(begun()).toBe(1);
  expect(pauses).toBe(1);
});

it('does not keep the process alive', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const periodic = loop(async () => undefined, NEVER);
  periodic.start();
  expect(timers()).toBe(before);
  await periodic.stop();
});
