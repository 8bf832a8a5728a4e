import type { ProviderRules } from './provider.js';

/** The tenants of Microsoft that stand for many: each person has an issuer of their own tenant. */
const MANY_TENANTS = /^(https:\/\/login\.microsoftonline\.com)\/(?:common|organizations|consumers)\/v2\.0$/;
const TENANT = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The administrator of any tenant can write any address into an account ("nOAuth"), so an address proves nothing, and
 * no key contains one. `xms_edov` tells that the owner of the domain was verified.
 */
export const microsoft: ProviderRules = {
  issuer: null,
  name: 'Microsoft',
  scopes: ['openid', 'email', 'profile'],
  issuerOf: ({ iss, tid }, { issuer }) => {
    const many = MANY_TENANTS.exec(issuer);
    if (many === null) return iss === issuer ? issuer : null;
    const own = typeof tid === 'string' && isTenantId(tid) ? `${many[1]}/${tid}/v2.0` : null;
    return iss === own ? own : null;
  },
  personOf: ({ tid, oid, email, xms_edov, name }) => ({
    subject: typeof tid === 'string' && typeof oid === 'string' ? `${tid}:${oid}` : null,
    email,
    emailProven: xms_edov === true || xms_edov === 1 || xms_edov === '1' || xms_edov === 'true',
    name,
  }),
};

export function isTenantId(text: string): boolean {
  return TENANT.test(text);
}

/** @returns the issuer of a tenant: an id, or a word for many tenants */
export function microsoftIssuer(tenant: string): string {
  return `https://login.microsoftonline.com/${tenant}/v2.0`;
}
