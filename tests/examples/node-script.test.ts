import { uniqueName } from '../support/people.js';
import { describeEmbedded, preparedFolder, type RunningProcess, startProcess } from '../support/process.js';
import { START_LIMIT } from '../support/service.js';
import { commandOf, run } from './program.js';

describeEmbedded('the script with the client', () => {
  let service: RunningProcess;
  beforeAll(async () => {
    service = await startProcess({ DATA_DIR: await preparedFolder() });
  }, START_LIMIT);
  afterAll(() => service.kill());

  it('registers, sees both sessions, ends the other one and then its own, and comes back', async () => {
    const name = uniqueName();
    const command = (await commandOf('examples/node-script')).replace(/ada$/, name);
    const runIt = () => run(command, { LATCHKEY_URL: `${service.url}/graphql` });
    const then = [
      '2 sessions, 1 of them elsewhere',
      'the phone is told TOKEN_INVALID',
      'after the logout, nobody is signed in on the laptop',
      '',
    ];
    expect(await runIt()).toEqual({
      code: 0,
      out: [`${name} is registered`, ...then].join('\n'),
      errors: '',
    });
    expect(await runIt()).toEqual({
      code: 0,
      out: [`${name} was registered before, and is logged in`, ...then].join('\n'),
      errors: '',
    });
  });
});
