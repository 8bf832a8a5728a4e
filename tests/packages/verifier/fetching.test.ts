import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newKey } from '../../support/key-server.js';
import { type KeyEnvironment, openKeyEnvironment } from './key-environment.js';

let environment: KeyEnvironment;
let token: string;
beforeEach(async () => {
  environment = await openKeyEnvironment();
  token = await environment.tokenOf(newKey());
});
afterEach(() => environment.server.close());

/** Runs beside something that waits: what is held by the garbage collector's grace alone is gone meanwhile. */
async function collectingGarbage<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const timer = setInterval(collect, 50);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

describe('the address that the keys are fetched from', () => {
  it('keeps nobody waiting for more than five seconds, be it that it never begins to answer or never ends', async () => {
    const silent = await openKeyEnvironment();
    silent.server.answer(() => undefined);
    environment.server.answer((_request, response) => void response.write('{"keys":['));
    const begun = performance.now();
    const said = await collectingGarbage(() =>
      Promise.all([silent, environment].map((one) => one.saidOf(token))),
    );
    expect(said).toEqual(Array(2).fill('SERVICE_UNAVAILABLE'));
    expect(performance.now() - begun).toBeLessThan(9000);
    await silent.server.close();
  }, 30_000);

  it('may send so much and no more, however slowly it says so', async () => {
    let isOver = false;
    environment.server.answer((_request, response) => {
      // Blank to JSON: what follows could still be a key set.
      const pour = () => response.write(' '.repeat(64 * 1024));
      response.on('drain', pour).on('close', () => {
        isOver = true;
      });
      pour();
    });
    const begun = performance.now();
    const refusal = await environment.verifier.verify(token).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(String(refusal.cause)).toContain('too large');
    expect(performance.now() - begun).toBeLessThan(4000);
    while (!isOver) await new Promise((resolve) => setTimeout(resolve, 10));
  }, 30_000);
});
