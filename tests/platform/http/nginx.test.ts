import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LogoutDocument, VerifyEmailDocument } from '../../../src/generated/client/operations.js';
import { newFolder } from '../../support/database.js';
import { codeBlocks } from '../../support/examples.js';
import { pause } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { freePort } from '../../support/process.js';
import { describeWith, NGINX, programEnvironment } from '../../support/programs.js';
import { sendRaw } from '../../support/raw-http.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

/** What the service behind the proxy was sent last; null when nothing reached it. */
let reached: IncomingHttpHeaders | null = null;
let service: TestService;
let backend: Server;
let nginx: ChildProcess;
let url: string;
let person: Person;

async function startNginx(config: string): Promise<ChildProcess> {
  const folder = newFolder();
  await mkdir(folder);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const file = join(folder, 'nginx.conf');
  await writeFile(
    file,
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr crit;
     events {} http { access_log off; ${places.join(' ')} ${config} }`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', file], {
    env: programEnvironment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'spawn');
  return child;
}

describeWith(NGINX)('the example of nginx in docs/proxies.md', () => {
  beforeAll(async () => {
    service = await startService({ env: { ACCESS_TOKEN_CLAIMS: 'email,username' } });
    backend = createServer((request, response) => {
      reached = request.headers;
      request.resume().on('end', () => response.end('reached'));
    }).listen(0, '127.0.0.1');
    await once(backend, 'listening');
    const port = await freePort();
    const [example = ''] = await codeBlocks('docs/proxies.md', '## nginx', 'nginx');
    const config = example
      .replace('listen 8080', `listen 127.0.0.1:${port}`)
      .replace('http://127.0.0.1:4000', service.url)
      .replace('127.0.0.1:3000', `127.0.0.1:${(backend.address() as AddressInfo).port}`);
    nginx = await startNginx(config);
    url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 200; tries++) {
      if (await fetch(url).then(Boolean, () => false)) break;
      await pause(20);
    }
    person = await registerPerson(service.client);
    const token = await service.mailbox.token(person.email, 1, 'verify-email');
    await service.client.run(VerifyEmailDocument, { input: { token } });
  }, START_LIMIT);
  afterAll(async () => {
    const ended = once(nginx, 'exit');
    nginx.kill();
    await ended;
    backend.close();
    await service.stop();
  });
  beforeEach(() => {
    reached = null;
  });

  const bearer = ({ tokens }: Person) => ({ authorization: `Bearer ${tokens.accessToken}` });

  it('hands a request on with who sent it, and keeps the token from the service', async () => {
    const { status } = await sendRaw(`${url}/orders`, { headers: bearer(person), body: '{"an":"order"}' });
    expect(status).toBe(200);
    expect(reached).toMatchObject({
      'latchkey-user-id': person.tokens.user.id,
      'latchkey-role': 'USER',
      'latchkey-email': encodeURIComponent(person.email),
      'latchkey-username': person.username,
    });
    expect(reached).not.toHaveProperty('authorization');
    expect(reached).not.toHaveProperty('latchkey-language');
  });

  it('lets no client say who it is, in any spelling', async () => {
    const names = ['User-Id', 'Session-Id', 'Role', 'Email', 'Username', 'Language'];
    const spellings = names.flatMap((name) => [
      `Latchkey-${name}`,
      `latchkey-${name.toLowerCase()}`,
      `LATCHKEY_${name.toUpperCase().replaceAll('-', '_')}`,
      `Latchkey_${name}`,
    ]);
    const claimed = Object.fromEntries(spellings.map((name) => [name, 'ADMIN']));
    const { status } = await sendRaw(url, { method: 'GET', headers: { ...claimed, ...bearer(person) } });
    expect(status).toBe(200);
    expect(JSON.stringify(reached)).not.toContain('ADMIN');
    expect((await sendRaw(url, { method: 'GET', headers: claimed })).status).toBe(401);
  });

  it('refuses a request without a good token, with a challenge', async () => {
    for (const headers of [{}, { authorization: 'Bearer nonsense' }, { cookie: 'a=b' }]) {
      const answer = await sendRaw(url, { headers, body: 'x' });
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
    expect(reached).toBeNull();
  });

  it('refuses a session as soon as it is ended', async () => {
    const someone = await registerPerson(service.client);
    expect((await sendRaw(url, { headers: bearer(someone) })).status).toBe(200);
    await service.client.as(someone.tokens.accessToken).run(LogoutDocument, {});
    expect((await sendRaw(url, { headers: bearer(someone) })).status).toBe(401);
  });
});
