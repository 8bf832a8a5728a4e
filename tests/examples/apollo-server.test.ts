import { generateKeyPairSync } from 'node:crypto';
import { Client } from '../support/client.js';
import { claimsOf, forge, headerOf } from '../support/forgery.js';
import { type Person, registerPerson } from '../support/people.js';
import { describeEmbedded, preparedFolder, type RunningProcess, startProcess } from '../support/process.js';
import { START_LIMIT } from '../support/service.js';
import { commandOf, run, serve } from './program.js';

describeEmbedded('the Apollo server of another team', () => {
  let service: RunningProcess;
  let notes: Client;
  let person: Person;
  beforeAll(async () => {
    service = await startProcess({ DATA_DIR: await preparedFolder() });
    const env = { LATCHKEY_ISSUER: `http://localhost:${service.port}`, PORT: '0' };
    notes = new Client(await serve(await commandOf('examples/apollo-server'), env, /^Notes are at (\S+)$/m));
    person = await registerPerson(service.client);
  }, START_LIMIT);
  afterAll(() => service.kill());

  it('knows the user by their token, and keeps what is theirs to them', async () => {
    const { accessToken, user } = person.tokens;
    const added = await notes.as(accessToken).raw('mutation { addNote(text: "Milk") }');
    expect(added.data).toEqual({ addNote: ['Milk'] });
    const { data } = await notes.as(accessToken).raw('{ greeting notes }');
    expect(data).toEqual({ greeting: `Hello, ${user.id}`, notes: ['Milk'] });
    const command = (await commandOf('curl')).replace('http://localhost:4001', notes.url);
    const { out } = await run(command, { ACCESS: accessToken });
    expect(JSON.parse(out)).toEqual({ data });

    const other = await registerPerson(service.client);
    expect((await notes.as(other.tokens.accessToken).raw('{ notes }')).data).toEqual({ notes: [] });
  });

  it('refuses who has no token, a forged one, or a refresh token', async () => {
    const { accessToken, refreshToken } = person.tokens;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const forged = forge(privateKey, headerOf(accessToken), claimsOf(accessToken));
    for (const [token, code] of [
      [undefined, 'UNAUTHENTICATED'],
      [forged, 'TOKEN_INVALID'],
      [refreshToken, 'TOKEN_INVALID'],
    ] as const) {
      const asked = await notes.raw('{ notes }', {}, { token });
      expect(asked).toMatchObject({ data: null, errors: [{ extensions: { code, status: 401 } }] });
      const changed = await notes.raw('mutation { addNote(text: "Mine") }', {}, { token });
      expect(changed.errors).toMatchObject([{ extensions: { code } }]);
      const greeted = await notes.raw('{ greeting }', {}, { token });
      expect(greeted.data).toEqual({ greeting: 'Hello, stranger' });
    }
  });
});
