import { Duration } from '../../src/core/duration.js';
import { withTimeout } from '../../src/core/timeout.js';
import { pause } from '../support/outcomes.js';

const SHORT = Duration.milliseconds(20);
const LONG = Duration.minutes(60);
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
const late = () => 'late';

it('hands on the result or the failure that comes in time, and leaves no timer', async () => {
  const before = timers();
  await expect(withTimeout(Promise.resolve('done'), LONG, late)).resolves.toBe('done');
  await expect(withTimeout(Promise.reject(new Error('no')), LONG, late)).rejects.toThrow('no');
  expect(timers()).toBe(before);
});

it('answers in the place of what is late, or throws, and drops a failure that comes after it', async () => {
  const tooLate = () =>
    pause(SHORT.milliseconds * 2).then(() => Promise.reject<string>(new Error('dropped')));
  await expect(withTimeout(tooLate(), SHORT, late)).resolves.toBe('late');
  const refuse = () => {
    throw new Error('not in time');
  };
  await expect(withTimeout(tooLate(), SHORT, refuse)).rejects.toThrow('not in time');
  // An unhandled rejection would end the process.
  await pause(SHORT.milliseconds * 3);
});
