import { createAuthClient, inLocalStorage } from '../../../src/packages/client/index.js';
import { inTurn, newAddress, tryLogin } from '../../platform/rate-limits/tries.js';
import { newcomer } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { RATE_LIMITS: 'on' } });
});
afterAll(() => service.stop());

const lock = (email: string) =>
  inTurn(6, () => tryLogin(service.client.url, email, 'Wrong-password-1!', newAddress()));

describe('the client', () => {
  it('signs its user in again on a device that it was signed in on, whatever strangers guess', async () => {
    const { username, email, password } = newcomer();
    const client = createAuthClient({ url: service.client.url });
    await client.register({ username, email, password });
    await client.logout();
    await lock(email);
    const { user } = await client.login({ usernameOrEmail: email, password });
    expect(user.email).toBe(email);
    const elsewhere = createAuthClient({ url: service.client.url });
    await expect(elsewhere.login({ usernameOrEmail: email, password })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
  });

  it('knows the device after a reset', async () => {
    const { username, email, password } = newcomer();
    await service.client.raw(
      'mutation ($input: RegisterInput!) { register(input: $input) { accessToken refreshToken deviceToken } }',
      { input: { username, email, password } },
    );
    const client = createAuthClient({ url: service.client.url });
    await client.requestPasswordReset({ email });
    const token = await service.mailbox.token(email);
    await client.resetPassword({ token, newPassword: 'Another1Word!' });
    await lock(email);
    const { user } = await client.login({ usernameOrEmail: email, password: 'Another1Word!' });
    expect(user.email).toBe(email);
  });

  it('keeps the device token where a storage of one’s own wants it, and when the session ends', async () => {
    const kept = new Map<string, string>();
    const device = {
      read: (name: string) => kept.get(name) ?? null,
      write: (name: string, token: string) => void kept.set(name, token),
    };
    const storage = { ...inLocalStorage(), shared: false, device };
    const { username, email, password } = newcomer();
    const url = service.client.url;
    const first = createAuthClient({ url, storage });
    await first.register({ username, email, password });
    await first.logout();
    expect([...kept.keys()]).toEqual([`latchkey ${url} device`]);
    await lock(email);
    await createAuthClient({ url, storage }).login({ usernameOrEmail: email, password });
  });
});
