import type { ServerResponse } from 'node:http';
import {
  CompleteProviderSignInDocument,
  SignInProvidersDocument,
  StartIdTokenSignInDocument,
} from '../../../src/generated/client/operations.js';
import { startService, type TestService } from '../../support/service.js';
import { outgoingTo, reply, StandInProvider } from '../../support/stand-in-provider.js';
import { comeBack, start } from './provider-environment.js';

const ISSUER = 'https://github.com/login/oauth';
const ADA = { id: 583_231, login: 'ada', name: 'Ada Lovelace' };
const MAIL = { email: 'ada@example.com', primary: true, verified: true, visibility: null };

let github: StandInProvider;
let service: TestService;
/** What GitHub answers. A test changes it. */
let answers: { user: unknown; emails: unknown; token: unknown; status: number };
/** The parameters and headers of the requests that GitHub got. */
let got: { form: URLSearchParams; authorization: string | undefined; paths: string[] };

beforeAll(async () => {
  github = await StandInProvider.open();
  github.instead = (request, response) => {
    const { pathname } = new URL(request.url ?? '', github.origin);
    got.paths.push(pathname);
    if (pathname === '/login/oauth/access_token') return exchange(request, response);
    got.authorization = request.headers.authorization;
    if (pathname === '/user') reply(response, answers.user, answers.status);
    else if (pathname === '/user/emails') reply(response, answers.emails, answers.status);
    else return false;
    return true;
  };
  service = await startService({
    env: {
      SIGN_IN_PROVIDERS: 'github',
      SIGN_IN_GITHUB_CLIENT_ID: 'Iv1.client',
      SIGN_IN_GITHUB_CLIENT_SECRET: 'secret',
    },
    adapters: {
      createOutgoingFetch: outgoingTo({
        'https://github.com': github.origin,
        'https://api.github.com': github.origin,
      }),
    },
  });
});
beforeEach(() => {
  const token = { access_token: 'gho_token-of-github', scope: 'read:user,user:email', token_type: 'bearer' };
  answers = {
    user: ADA,
    emails: [{ ...MAIL, primary: false, email: 'old@example.com' }, MAIL],
    token,
    status: 200,
  };
  got = { form: new URLSearchParams(), authorization: undefined, paths: [] };
});
afterAll(async () => {
  await service.stop();
  await github.close();
});

function exchange(request: AsyncIterable<Buffer>, response: ServerResponse): true {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    got.form = new URLSearchParams(Buffer.concat(chunks).toString());
    // GitHub answers 200, whatever went wrong.
    reply(response, answers.token);
  })();
  return true;
}

async function comeFromGithub(more: Readonly<Record<string, string>> = {}) {
  const { url, challenge } = await start(service, { provider: 'github' });
  const state = new URL(url).searchParams.get('state') ?? '';
  const back = await comeBack(
    service,
    'github',
    new URLSearchParams({ code: 'abc', state, iss: ISSUER, ...more }),
  );
  return { ...back, challenge };
}

async function outcome() {
  const { challenge, result = '' } = await comeFromGithub();
  return service.client.refusal(CompleteProviderSignInDocument, { input: { challenge, result } });
}

describe('GitHub', () => {
  it('is asked at its own addresses, with PKCE and without what only OpenID Connect knows', async () => {
    const { url } = await start(service, { provider: 'github' });
    const { origin, pathname, searchParams } = new URL(url);
    expect(`${origin}${pathname}`).toBe('https://github.com/login/oauth/authorize');
    expect(searchParams.get('scope')).toBe('read:user user:email');
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.has('nonce')).toBe(false);
  });

  it('knows a person by number, and proves the primary address that GitHub verified', async () => {
    expect(await outcome()).toMatchObject({
      code: 'SIGN_UP_REQUIRED',
      email: 'ada@example.com',
      emailVerified: true,
    });
    expect(await service.database.pendingIdentity.findFirst()).toMatchObject({
      issuer: ISSUER,
      subject: '583231',
    });
    expect(Object.fromEntries(got.form)).toMatchObject({ client_id: 'Iv1.client', client_secret: 'secret' });
    expect(got.form.get('code_verifier')).toMatch(/^[\w-]{43}$/);
    expect(got.authorization).toBe('Bearer gho_token-of-github');
  });

  it('does not prove an address that is not verified', async () => {
    answers.emails = [{ ...MAIL, verified: false }];
    expect(await outcome()).toMatchObject({ code: 'SIGN_UP_REQUIRED', emailVerified: false });
  });

  it.each([[[]], [null], [{}], [[null]], [[{ email: 7, primary: true, verified: true }]]])(
    'goes on without an address if GitHub tells %j',
    async (emails) => {
      answers.emails = emails;
      expect(await outcome()).toMatchObject({ code: 'SIGN_UP_REQUIRED', emailVerified: false });
    },
  );

  it('understands the error of a bad code, which GitHub answers with 200', async () => {
    answers.token = {
      error: 'bad_verification_code',
      error_description: 'The code is incorrect or expired.',
    };
    expect((await comeFromGithub()).error).toBe('provider_failed');
    expect(got.paths).toEqual(['/login/oauth/access_token']);
  });

  it.each(['https://github.com', 'https://evil.example'])('refuses the issuer %s', async (iss) => {
    expect((await comeFromGithub({ iss })).error).toBe('provider_failed');
    expect(got.paths).toEqual([]);
  });

  it.each([
    [{ ...ADA, id: '583231' }],
    [{ ...ADA, id: 0 }],
    [{ ...ADA, id: 1.5 }],
    [{ login: 'ada' }],
    [null],
  ])('refuses the user %j, which has no number', async (user) => {
    answers.user = user;
    expect((await comeFromGithub()).error).toBe('provider_failed');
  });

  it('fails if the API does', async () => {
    answers.status = 401;
    expect((await comeFromGithub()).error).toBe('provider_failed');
  });

  it('has no ID tokens, and says so', async () => {
    const { signInProviders } = await service.client.run(SignInProvidersDocument, {});
    expect(signInProviders).toEqual([{ id: 'github', name: 'GitHub', idToken: false }]);
    const refusal = await service.client.refusal(StartIdTokenSignInDocument, {
      input: { provider: 'github' },
    });
    expect(refusal).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'provider', rule: 'provider' }],
    });
  });

  it('keeps nothing that GitHub gives out for its API', async () => {
    await comeFromGithub();
    const rows = JSON.stringify(await service.database.providerFlow.findMany());
    expect(rows).not.toContain('gho_');
    expect(service.log.text).not.toContain('gho_');
  });
});
