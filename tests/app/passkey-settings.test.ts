import { inspectConfig, readConfig } from '../../src/app/config.js';
import { serviceConfig } from '../../src/app/service-config.js';
import { systemRandomness } from '../../src/core/randomness.js';
import { Passkeys } from '../../src/credentials/passkeys/passkeys.service.js';
import { StrayPasskeys } from '../../src/credentials/passkeys/stray-passkeys.js';
import { registerPerson } from '../support/people.js';
import { startService } from '../support/service.js';

const PUBLIC_URL = 'https://auth.example.com';
const partyOf = (env: Readonly<Record<string, string>>) => {
  const { publicUrl, ...config } = readConfig({ PUBLIC_URL, SERVICE_NAME: 'Example', ...env });
  return serviceConfig({ ...config, publicUrl }, publicUrl ?? '').relyingParty;
};
const problemsOf = (env: Readonly<Record<string, string>>) => inspectConfig({ PUBLIC_URL, ...env }).problems;

describe('the settings of passkeys', () => {
  it('are the host and the origin of the public address by default', () => {
    expect(partyOf({})).toEqual({
      id: 'auth.example.com',
      name: 'Example',
      origins: ['https://auth.example.com'],
    });
    expect(partyOf({ PUBLIC_URL: 'http://localhost:4000' })).toMatchObject({
      id: 'localhost',
      origins: ['http://localhost:4000'],
    });
    // Pages that may call the service may not use its passkeys for that reason.
    expect(partyOf({ CORS_ORIGINS: 'https://app.example.com' }).origins).toEqual([
      'https://auth.example.com',
    ]);
  });

  it.each([
    [{ WEBAUTHN_RP_ID: 'example.com' }],
    [{ WEBAUTHN_RP_ID: 'example.com', WEBAUTHN_ORIGINS: 'https://app.example.com,https://auth.example.com' }],
    [{ WEBAUTHN_ORIGINS: 'https://auth.example.com:8443' }],
    [{ WEBAUTHN_ORIGINS: `https://auth.example.com,android:apk-key-hash:${'A'.repeat(43)}` }],
    [{ WEBAUTHN_ORIGINS: `android:apk-key-hash:${'A'.repeat(43)}` }],
    [{ WEBAUTHN_ORIGINS: 'https://auth.example.com,https://example.org' }],
    [{ WEBAUTHN_RP_ID: 'localhost', WEBAUTHN_ORIGINS: 'http://localhost:3000' }],
  ])('accept %j', (env) => {
    expect(problemsOf(env)).toEqual([]);
  });

  it.each<[Readonly<Record<string, string>>, RegExp]>([
    [{ WEBAUTHN_RP_ID: 'https://example.com' }, /^WEBAUTHN_RP_ID must be a domain/],
    [{ WEBAUTHN_RP_ID: 'example.com:443' }, /^WEBAUTHN_RP_ID must be a domain/],
    [{ WEBAUTHN_RP_ID: 'EXAMPLE.com' }, /^WEBAUTHN_RP_ID must be a domain/],
    [{ WEBAUTHN_RP_ID: 'com' }, /^WEBAUTHN_RP_ID must be a domain/],
    [{ WEBAUTHN_RP_ID: '192.0.2.1' }, /^WEBAUTHN_RP_ID must be a domain/],
    [{ WEBAUTHN_RP_ID: 'example.org' }, /^WEBAUTHN_RP_ID must be the host of an origin/],
    // It ends alike, and is another domain.
    [{ WEBAUTHN_RP_ID: 'xample.com' }, /^WEBAUTHN_RP_ID must be the host of an origin/],
    [{ WEBAUTHN_RP_ID: 'app.auth.example.com' }, /^WEBAUTHN_RP_ID must be the host of an origin/],
    [{ WEBAUTHN_ORIGINS: 'http://auth.example.com' }, /^WEBAUTHN_ORIGINS must be origins/],
    [{ WEBAUTHN_ORIGINS: 'https://*.example.com' }, /^WEBAUTHN_ORIGINS must be origins/],
    [{ WEBAUTHN_ORIGINS: 'https://auth.example.com/login' }, /^WEBAUTHN_ORIGINS must be origins/],
    [{ WEBAUTHN_ORIGINS: 'android:apk-key-hash:short' }, /^WEBAUTHN_ORIGINS must be origins/],
    [{ WEBAUTHN_ORIGINS: 'https://example.org' }, /^WEBAUTHN_RP_ID must be the host of an origin/],
  ])('refuse %j', (env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(problem)]);
  });

  it('warn of related origins that another host must publish', () => {
    const { warnings } = inspectConfig({
      PUBLIC_URL,
      WEBAUTHN_RP_ID: 'example.com',
      WEBAUTHN_ORIGINS: 'https://app.example.com,https://example.org',
    });
    expect(warnings).toEqual([expect.objectContaining({ setting: 'WEBAUTHN_ORIGINS' })]);
  });
});

describe('/.well-known/webauthn', () => {
  it('lists the origins if one is outside the domain of the RP ID, and is nowhere else', async () => {
    const android = `android:apk-key-hash:${'A'.repeat(43)}`;
    const origins = ['https://latchkey.test', 'https://example.org'];
    const related = await startService({
      env: { PUBLIC_URL: 'https://latchkey.test', WEBAUTHN_ORIGINS: [...origins, android].join(',') },
    });
    const response = await fetch(`${related.url}/.well-known/webauthn`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({ origins });
    await related.stop();
    const alone = await startService();
    expect((await fetch(`${alone.url}/.well-known/webauthn`)).status).toBe(404);
    await alone.stop();
  });
});

describe('a start', () => {
  it('warns of passkeys that belong to another RP ID', async () => {
    const service = await startService();
    const { tokens } = await registerPerson(service.client);
    const bytes = new Uint8Array([1]);
    await service.database.passkey.create({
      data: {
        id: crypto.randomUUID(),
        userId: tokens.user.id,
        credentialId: bytes,
        publicKey: bytes,
        algorithm: -7,
        signCount: 0,
        rpId: 'old.example',
        aaguid: crypto.randomUUID(),
        backupEligible: true,
        backedUp: true,
        name: 'Old',
        createdAt: service.clock.now(),
      },
    });
    const passkeys = new Passkeys({ ...service, randomness: systemRandomness });
    for (const rpId of ['latchkey.test', 'old.example']) {
      const check = new StrayPasskeys({ passkeys, log: service.log }, rpId);
      check.start();
      await check.stop();
    }
    expect(service.log.lines.filter(({ sentence }) => /another RP ID/.test(sentence))).toEqual([
      {
        level: 'warn',
        sentence: expect.any(String) as string,
        details: { passkeys: 1, rpId: 'latchkey.test' },
      },
    ]);
    await service.stop();
  });
});
