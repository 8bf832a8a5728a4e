import { Duration } from '../../core/duration.js';
import { githubMetadata } from '../../flows/provider-sign-in/github.js';
import type { ProviderConfig } from '../../flows/provider-sign-in/provider.js';
import { createOutgoingFetch } from '../../platform/outgoing-http/outgoing-fetch.js';
import { headOf, statusOf } from '../../platform/outgoing-http/status-of.js';
import type { ExaminedConfig } from './examined-settings.js';
import { type Finding, ok, problem, warning } from './finding.js';

const TIME_LIMIT = Duration.seconds(5);
const LIMITS = { timeout: TIME_LIMIT, maxBytes: 256 * 1024 };
/** A document of Microsoft for many tenants names this in place of one. */
const ANY_TENANT = '{tenantid}';

type Metadata = Readonly<Record<string, unknown>>;

/**
 * Asks each provider for what a sign-in needs: that it answers, that its issuer is that of the settings, and that it
 * knows the redirect address. None of this keeps the service from starting.
 */
export async function checkProviders(config: ExaminedConfig): Promise<Finding[]> {
  const { signInProviders, publicUrl } = config;
  const findings = await Promise.all(
    signInProviders.map(async (provider) => {
      const redirect = `${publicUrl ?? 'http://localhost:4000'}/sign-in/${provider.id}/callback`;
      return [await checkProvider(provider, redirect), ...checkRedirect(provider, redirect)];
    }),
  );
  return findings.flat();
}

async function checkProvider(provider: ProviderConfig, redirect: string): Promise<Finding> {
  if (provider.kind === 'github') return checkGitHub(provider, redirect);
  const { id, issuer } = provider;
  const metadata = await metadataOf(issuer);
  if (metadata === null)
    return problem(
      nameOf(provider),
      `${id} does not answer at ${issuer}/.well-known/openid-configuration.`,
      'Check the issuer and the network. Until then, nobody signs in with this provider; all other ways go on.',
    );
  if (!isSameIssuer(metadata, provider))
    return problem(
      nameOf(provider),
      `${id} names another issuer than ${issuer}.`,
      'Set the issuer exactly as the document of the provider has it: sign-ins are refused otherwise.',
    );
  const lacking = lackingIn(metadata);
  if (lacking.length > 0)
    return problem(
      nameOf(provider),
      `${id} does not offer ${lacking.join(', ')}.`,
      'Sign-ins need the authorization code flow of OpenID Connect.',
    );
  return judgeRedirect(provider, redirect, await answerOf(metadata, provider, redirect));
}

async function checkGitHub(provider: ProviderConfig, redirect: string): Promise<Finding> {
  const { token_endpoint: address } = githubMetadata(provider.issuer);
  if ((await statusOf(address, TIME_LIMIT)) === null)
    return problem(
      nameOf(provider),
      `${provider.id} does not answer at ${address}.`,
      'Check the network. Until then, nobody signs in with this provider; all other ways go on.',
    );
  return ok(nameOf(provider), `${provider.id} answers. Its callback address has to be ${redirect}.`);
}

function judgeRedirect({ id, ...provider }: ProviderConfig, redirect: string, answer: Answer): Finding {
  const check = nameOf({ id });
  if (answer === 'refused')
    return warning(
      check,
      `${id} refuses an authorization request with this client id and redirect address.`,
      `Register ${redirect} at the provider, for the client ${provider.clientId}.`,
    );
  const known = answer === 'known' ? 'It knows the redirect address' : 'The redirect address has to be';
  return ok(check, `${id} answers with the issuer of the settings. ${known} ${redirect}.`);
}

/** `unknown`: the provider shows a page for people, whatever it thinks of the request. */
type Answer = 'known' | 'refused' | 'unknown';

/**
 * Asks as a browser without a session does, and for no page. A provider that knows the redirect address sends the
 * browser back to it, with an error (OpenID Connect Core §3.1.2.6). One that does not must not send it there.
 */
async function answerOf(
  { authorization_endpoint: endpoint }: Metadata,
  { clientId }: ProviderConfig,
  redirect: string,
): Promise<Answer> {
  const url = new URL(String(endpoint));
  const parameters = {
    client_id: clientId,
    redirect_uri: redirect,
    response_type: 'code',
    scope: 'openid',
    prompt: 'none',
    state: 'doctor',
    // Of no use: the request gets no code. A provider may demand PKCE.
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const answer = await headOf(url.href, TIME_LIMIT);
  if (answer === null) return 'unknown';
  if (answer.location?.startsWith(redirect)) return 'known';
  return answer.status >= 400 && answer.status < 500 ? 'refused' : 'unknown';
}

/** What the settings have half done. */
function checkRedirect(provider: ProviderConfig, redirect: string): Finding[] {
  const { protocol, hostname } = new URL(redirect);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const isRefused = protocol === 'http:' && (!isLocal || provider.kind === 'apple');
  if (!isRefused) return [];
  return [
    warning(
      nameOf(provider),
      `${provider.id} takes no redirect address without https: ${redirect}.`,
      'Set PUBLIC_URL to the https address of the service.',
    ),
  ];
}

async function metadataOf(issuer: string): Promise<Metadata | null> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const answer = await createOutgoingFetch(LIMITS)(address);
    const metadata: unknown = answer.ok ? await answer.json() : null;
    return typeof metadata === 'object' ? (metadata as Metadata | null) : null;
  } catch {
    return null;
  }
}

function isSameIssuer({ issuer }: Metadata, provider: ProviderConfig): boolean {
  if (issuer === provider.issuer) return true;
  return provider.kind === 'microsoft' && String(issuer).includes(ANY_TENANT);
}

/** What a sign-in needs, of the members that the document has to have (OpenID Connect Discovery §3). */
function lackingIn(metadata: Metadata): string[] {
  const { response_types_supported: types, code_challenge_methods_supported: challenges } = metadata;
  const addresses = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'];
  return [
    ...addresses.filter((name) => !URL.canParse(String(metadata[name]))).map((name) => `\`${name}\``),
    ...(Array.isArray(types) && !types.includes('code') ? ['the response type `code`'] : []),
    ...(Array.isArray(challenges) && !challenges.includes('S256') ? ['PKCE with S256'] : []),
  ];
}

function nameOf({ id }: Pick<ProviderConfig, 'id'>): string {
  return `provider-${id}`;
}
