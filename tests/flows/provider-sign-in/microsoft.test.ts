import { CompleteProviderSignInDocument } from '../../../src/generated/client/operations.js';
import { startService, type TestService } from '../../support/service.js';
import { outgoingTo, StandInProvider } from '../../support/stand-in-provider.js';
import { comeBack, start } from './provider-environment.js';

const HOST = 'https://login.microsoftonline.com';
const TENANT = '11111111-2222-3333-4444-555555555555';
const OTHER_TENANT = '99999999-2222-3333-4444-555555555555';
const OID = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const issuerOf = (tenant: string) => `${HOST}/${tenant}/v2.0`;

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.close();
});

/** A service for the people of a tenant, and Microsoft, which calls itself `{tenantid}` for many tenants. */
async function open(tenant: string): Promise<{ service: TestService; microsoft: StandInProvider }> {
  const issuer = issuerOf(tenant === TENANT ? TENANT : '{tenantid}');
  const microsoft = await StandInProvider.open({ issuer, clientId: 'application' });
  const service = await startService({
    env: {
      SIGN_IN_PROVIDERS: 'microsoft',
      SIGN_IN_MICROSOFT_TENANT: tenant,
      SIGN_IN_MICROSOFT_CLIENT_ID: 'application',
      SIGN_IN_MICROSOFT_CLIENT_SECRET: 'secret',
    },
    adapters: { createOutgoingFetch: outgoingTo({ [HOST]: microsoft.origin }) },
  });
  running.push(microsoft, { close: () => service.stop() });
  return { service, microsoft };
}

async function outcome(
  { service, microsoft }: Awaited<ReturnType<typeof open>>,
  claims: Readonly<Record<string, unknown>>,
) {
  const { url, challenge } = await start(service, { provider: 'microsoft' });
  const person = { iss: issuerOf(TENANT), tid: TENANT, oid: OID, sub: 'pairwise', ...claims };
  const back = await comeBack(service, 'microsoft', microsoft.grant(url, person));
  if (back.result === undefined) return { failed: back.error };
  const { result } = back;
  return service.client.refusal(CompleteProviderSignInDocument, { input: { challenge, result } });
}

describe('Microsoft', () => {
  it('knows a person by tenant and object, and never proves the address that an administrator wrote (nOAuth)', async () => {
    const environment = await open(TENANT);
    const email = {
      email: 'victim@example.com',
      email_verified: true,
      preferred_username: 'victim@example.com',
    };
    expect(await outcome(environment, email)).toMatchObject({
      code: 'SIGN_UP_REQUIRED',
      emailVerified: false,
    });
    const row = await environment.service.database.pendingIdentity.findFirst();
    expect(row).toMatchObject({ issuer: issuerOf(TENANT), subject: `${TENANT}:${OID}` });
  });

  it('proves an address whose domain its owner has verified', async () => {
    const environment = await open(TENANT);
    for (const xms_edov of [true, 1, '1', 'true'])
      expect(await outcome(environment, { email: 'ada@corp.example', xms_edov })).toMatchObject({
        email: 'ada@corp.example',
        emailVerified: true,
      });
    for (const xms_edov of [false, 0, '0', null])
      expect(await outcome(environment, { email: 'ada@corp.example', xms_edov })).toMatchObject({
        emailVerified: false,
      });
  });

  it('lets no other tenant in where the settings name one', async () => {
    const environment = await open(TENANT);
    const other = { iss: issuerOf(OTHER_TENANT), tid: OTHER_TENANT };
    expect(await outcome(environment, other)).toEqual({ failed: 'provider_failed' });
  });

  it('lets any tenant in where the settings say so, under the issuer of that tenant', async () => {
    const environment = await open('common');
    const other = { iss: issuerOf(OTHER_TENANT), tid: OTHER_TENANT };
    for (const tenant of [{}, other])
      expect(await outcome(environment, tenant)).toMatchObject({ code: 'SIGN_UP_REQUIRED' });
    const rows = await environment.service.database.pendingIdentity.findMany({
      orderBy: { createdAt: 'asc' },
    });
    expect(rows.map(({ issuer }) => issuer)).toEqual([issuerOf(TENANT), issuerOf(OTHER_TENANT)]);
  });

  it.each([
    ['a tenant that is not that of the issuer', { tid: OTHER_TENANT }],
    ['a tenant that is no id', { tid: 'evil', iss: issuerOf('evil') }],
    ['a tenant with a path', { tid: `${TENANT}/x`, iss: issuerOf(`${TENANT}/x`) }],
    ['no tenant', { tid: undefined }],
    ['the template itself', { iss: issuerOf('{tenantid}'), tid: '{tenantid}' }],
    ['no object', { oid: undefined }],
  ])('refuses %s', async (_name, claims) => {
    expect(await outcome(await open('common'), claims)).toEqual({ failed: 'provider_failed' });
  });
});
