import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type HashingEngine, loadHashingEngine } from '../../../src/credentials/passwords/hashing-engine.js';
import { registerPerson } from '../../support/people.js';
import { startService } from '../../support/service.js';

/** Verifies no password before it is told to, so that a login is surely under way. */
async function heldHashing() {
  const real = await loadHashingEngine();
  let begin = () => {};
  let release = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const verify: HashingEngine['verify'] = async (phc, password) => {
    begin();
    await released;
    return real.verify(phc, password);
  };
  return { engine: { ...real, verify }, begun, release };
}

describe('a service that is told to end', () => {
  it('GT-6, HH-3: refuses in the shape and with the headers of every other answer', async () => {
    const hashing = await heldHashing();
    const service = await startService({ adapters: { hashingEngine: hashing.engine } });
    const { username, password } = await registerPerson(service.client);
    const { hostname, port } = new URL(service.url);
    const request = (query: string) => {
      const body = JSON.stringify({ query });
      return `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    };
    const socket = connect(Number(port), hostname);
    const half = connect(Number(port), hostname);
    const answers = Promise.all([text(socket), text(half)]);
    const login = `login(input: { usernameOrEmail: "${username}", password: "${password}" }) { tokenType }`;
    socket.write(request(`mutation { ${login} }`));
    const second = request('{ __typename }');
    half.write(second.slice(0, 20));
    await hashing.begun;
    const stopped = service.stop();
    half.write(second.slice(20), hashing.release);
    await stopped;

    const [underWay, late] = await answers;
    expect(underWay).toMatch(/^HTTP\/1\.1 200 [\s\S]*"tokenType":"Bearer"/);
    expect(late).toMatch(/^HTTP\/1\.1 503 /);
    expect(late).toMatch(/^x-content-type-options: nosniff\r$/m);
    expect(late).toMatch(/^connection: close\r$/im);
    expect(JSON.parse(late.split('\r\n\r\n')[1] ?? '').errors).toEqual([
      {
        message: 'The service is temporarily unavailable, try again in a moment',
        extensions: { code: 'SERVICE_UNAVAILABLE', status: 503, requestId: expect.any(String) },
      },
    ]);
  });
});
