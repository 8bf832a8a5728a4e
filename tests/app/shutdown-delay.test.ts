import { LoginDocument } from '../../src/generated/client/operations.js';
import { until } from '../platform/mail/outbox-environment.js';
import { registerPerson } from '../support/people.js';
import { describeEmbedded, preparedFolder, startProcess } from '../support/process.js';

const CLEAN = { code: 0, signal: null };

describeEmbedded('a service that is told to end behind a load balancer', () => {
  const start = async () =>
    startProcess({ DATA_DIR: await preparedFolder(), SHUTDOWN_DELAY: '2s', LOG_LEVEL: 'info' });

  it('answers every request during SHUTDOWN_DELAY, while it is not ready and lets connections go', async () => {
    const service = await start();
    const { email, password } = await registerPerson(service.client);
    const told = performance.now();
    service.signal('SIGTERM');
    await until(async () => (await fetch(`${service.url}/readyz`)).status === 503);
    const answer = await service.client.ask(LoginDocument, { input: { usernameOrEmail: email, password } });
    expect(answer.data?.login.user.email).toBe(email);
    expect(answer.headers.get('connection')).toBe('close');
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    expect(await service.exited).toEqual(CLEAN);
    expect(performance.now() - told).toBeGreaterThanOrEqual(2000);
  });

  it('ends at once on SIGINT, which a developer sends', async () => {
    const service = await start();
    const told = performance.now();
    service.signal('SIGINT');
    expect(await service.exited).toEqual(CLEAN);
    expect(performance.now() - told).toBeLessThan(2000);
  });

  it('ends at once on a second signal', async () => {
    const service = await start();
    service.signal('SIGTERM');
    await until(async () => service.stderr().includes('"shutting down"'));
    const told = performance.now();
    service.signal('SIGTERM');
    expect(await service.exited).toEqual({ code: 1, signal: null });
    expect(performance.now() - told).toBeLessThan(1500);
  });
});
