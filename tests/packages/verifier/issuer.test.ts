import { createTokenVerifier } from '../../../src/packages/verifier/index.js';
import { newKey } from '../../support/key-server.js';
import { openKeyEnvironment } from './key-environment.js';

describe('an issuer', () => {
  const verifierOf = (issuer: string, more: object = {}) => createTokenVerifier({ issuer, ...more });

  it.each(['https://auth.example.com', 'http://localhost:4000', 'http://127.0.0.1', 'http://[::1]:4000'])(
    'may be %s',
    (issuer) => {
      expect(() => verifierOf(issuer)).not.toThrow();
    },
  );

  it.each([
    'http://auth.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://10.0.0.1',
    'ftp://localhost',
    'file:///etc/passwd',
  ])('is refused where anybody on the way could answer for it: %s', (issuer) => {
    expect(() => verifierOf(issuer)).toThrow('issuer must be an https address');
    expect(() => verifierOf('https://auth.example.com', { jwksUrl: issuer })).toThrow('jwksUrl must be');
  });

  it.each([
    'https://user:secret@auth.example.com',
    'https://auth.example.com/#keys',
    'https://auth.example.com/?x=1',
  ])('is refused where it could be nobody’s PUBLIC_URL: %s', (issuer) => {
    expect(() => verifierOf(issuer)).toThrow('issuer');
    expect(() => verifierOf(issuer)).not.toThrow('secret');
  });

  it('may be reached without TLS where that is said to be meant', () => {
    expect(() => verifierOf('http://auth.internal', { allowHttp: true })).not.toThrow();
    expect(() => verifierOf('ftp://auth.internal', { allowHttp: true })).toThrow('https');
    expect(() => verifierOf('auth.internal', { allowHttp: true })).toThrow('not an address');
  });

  it('is written as the service writes it, with a slash at its end or without', async () => {
    const environment = await openKeyEnvironment();
    const key = newKey();
    environment.server.publish(key.jwk);
    environment.verifier = createTokenVerifier({
      issuer: `${environment.server.issuer}/`,
      now: () => environment.clock.now(),
    });
    expect(await environment.saidOf(await environment.tokenOf(key))).toBe('accepted');
    await environment.server.close();
  });
});
