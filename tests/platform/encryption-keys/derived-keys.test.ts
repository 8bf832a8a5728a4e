import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deriveKeys } from '../../../src/app/registers.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { SecretBox } from '../../../src/core/secret-box.js';
import { canary } from '../../support/canary.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let authSecret: Buffer;
let service: TestService;
beforeAll(async () => {
  authSecret = systemRandomness.bytes(32);
  service = await startService({ adapters: { authSecret } });
});
afterAll(() => service.stop());

describe('each key', () => {
  const derive = (label: string, secret = authSecret) =>
    Buffer.from(hkdfSync('sha256', secret, '', `latchkey/${label}`, 32));

  it('CK-5: is for one purpose: no other key of the same secret, nor the secret, opens what it sealed', async () => {
    const { kid, sealedPrivateKey } = await service.database.signingKey.findFirstOrThrow();
    const open = (key: Buffer, context = kid) =>
      new SecretBox(key, systemRandomness).decrypt(sealedPrivateKey, context);
    expect(open(derive('signing-keys')).length).toBeGreaterThan(32);
    for (const key of [
      derive('device-fingerprints'),
      derive(''),
      authSecret,
      createHash('sha256').update(authSecret).digest(),
      derive('signing-keys', randomBytes(32)),
    ])
      expect(() => open(key)).toThrow();
  });

  it('CK-5: opens a sealed secret in its own row alone, and only whole', async () => {
    const { kid, sealedPrivateKey } = await service.database.signingKey.findFirstOrThrow();
    const { signingKeys } = deriveKeys(authSecret, systemRandomness);
    expect(() => signingKeys.decrypt(sealedPrivateKey, `${kid}x`)).toThrow();
    for (const at of [0, 11, 12, 40, sealedPrivateKey.length - 17, sealedPrivateKey.length - 1]) {
      const damaged = Uint8Array.from(sealedPrivateKey);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => signingKeys.decrypt(damaged, kid)).toThrow();
    }
    for (const length of [0, 12, 28, sealedPrivateKey.length - 1])
      expect(() => signingKeys.decrypt(sealedPrivateKey.subarray(0, length), kid)).toThrow();
  });

  it('CK-5: a device is known by a digest that nobody makes without its key', async () => {
    const fingerprint = canary();
    const { tokens } = await registerPerson(service.client, { deviceFingerprint: fingerprint });
    const [device] = await service.database.device.findMany({ where: { userId: tokens.user.id } });
    const digest = Buffer.from(device?.digest ?? []);
    const hmac = (key: Buffer) => createHmac('sha256', key).update(fingerprint).digest();
    expect(digest).toEqual(hmac(derive('device-fingerprints')));
    for (const key of [authSecret, derive('signing-keys')]) expect(digest).not.toEqual(hmac(key));
    expect(digest).not.toEqual(createHash('sha256').update(fingerprint).digest());
  });
});
