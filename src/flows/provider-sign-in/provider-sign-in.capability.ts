import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { allowingReturns, type ReturnUrlsConfig } from '../../platform/http/return-urls.js';
import {
  byAddress,
  bySubject,
  everything,
  failures,
  HOUR,
  MINUTE,
  QUARTER_HOUR,
} from '../../platform/rate-limits/rules.js';
import { EncryptedProviderFlows } from './encrypted-provider-flows.service.js';
import { ProviderCallbacks } from './provider-callbacks.service.js';
import { ProviderFlows } from './provider-flows.service.js';
import { providerSignInEvents } from './provider-sign-in.events.js';
import { ProviderSignIns } from './provider-sign-ins.service.js';
import { ProviderStarts } from './provider-starts.service.js';
import { ProviderStepUp } from './provider-step-up.service.js';
import { Providers, type ProvidersConfig } from './providers.js';

declare module '../../core/services.js' {
  interface Services {
    providers: Providers;
    providerStarts: ProviderStarts;
    providerCallbacks: ProviderCallbacks;
    providerSignIns: ProviderSignIns;
    providerStepUp: ProviderStepUp;
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    providerFlows: SecretBox;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    PROVIDER_FAILED: { status: 502 };
  }
}

/** What the rules for accounts answer. */
const RULES_FOR_ACCOUNTS = [
  'SIGN_UP_REQUIRED',
  'LINK_REQUIRED',
  'MFA_REQUIRED',
  'ACCOUNT_SUSPENDED',
  'EMAIL_NOT_VERIFIED',
] as const;

/**
 * Signs users in with their accounts at providers: Google, GitHub, Apple, Microsoft, or any with OpenID Connect. No
 * cookie takes part: the challenge stays in the browser that began, and nobody can guess one or a result.
 */
export const providerSignIn = defineCapability({
  name: 'provider-sign-in',
  errors: {
    PROVIDER_FAILED: {
      status: 502,
      noGuess: true,
      when: 'The sign-in provider does not answer, or not as it should. Other ways to sign in work.',
    },
  },
  rules: {
    provider: { fields: '`provider`', when: 'The text is not the `id` of a sign-in provider that fits.' },
    returnUrl: { fields: '`returnTo`', when: 'The service may not send browsers to this address.' },
  },
  events: providerSignInEvents,
  keys: {
    providerFlows: {
      kind: 'encryption',
      label: 'provider-flows',
      protects: 'sign-ins that are under way at providers',
      afterRotation: 'rows are encrypted anew',
      store: (deps) => new EncryptedProviderFlows(deps),
    },
  },
  owns: { ProviderFlow: 'provider_flows' },
  operations: {
    signInProviders: { token: 'never', throws: [] },
    startProviderSignIn: {
      token: 'optional',
      throws: ['PROVIDER_FAILED'],
      limits: byAddress(everything(60, QUARTER_HOUR)),
    },
    completeProviderSignIn: {
      token: 'never',
      throws: ['TOKEN_INVALID', ...RULES_FOR_ACCOUNTS],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(120, QUARTER_HOUR)),
    },
    startIdTokenSignIn: {
      token: 'never',
      throws: [],
      limits: byAddress(everything(60, QUARTER_HOUR)),
    },
    signInWithIdToken: {
      token: 'never',
      throws: ['TOKEN_INVALID', 'INVALID_CREDENTIALS', 'PROVIDER_FAILED', ...RULES_FOR_ACCOUNTS],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(120, QUARTER_HOUR)),
    },
    linkProvider: {
      token: 'required',
      throws: ['IDENTITY_TAKEN', 'FORBIDDEN'],
      limits: bySubject(everything(20, HOUR)),
      subject: byViewer,
    },
    startProviderReauthentication: {
      token: 'required',
      throws: ['PROVIDER_FAILED'],
      limits: bySubject(everything(60, QUARTER_HOUR)),
      subject: byViewer,
    },
    reauthenticateWithProvider: {
      token: 'required',
      throws: ['INVALID_CREDENTIALS'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
  },
  resolvers: async () => [
    (await import('./provider-sign-in.resolver.js')).ProviderSignInResolver,
    (await import('./provider-step-up.resolver.js')).ProviderStepUpResolver,
  ],
  needs: [
    'database',
    'clock',
    'randomness',
    'keys',
    'createOutgoingFetch',
    'identities',
    'identitySignIns',
    'stepUps',
    'stepUpGuard',
    'audit',
  ],
  provides: ['providers', 'providerStarts', 'providerCallbacks', 'providerSignIns', 'providerStepUp'],
  build: ({ keys, ...deps }, config: ProvidersConfig & ReturnUrlsConfig) => {
    const providers = new Providers(deps, config);
    const providerFlows = new ProviderFlows({ ...deps, box: keys.providerFlows });
    const own = { ...deps, providers, providerFlows };
    const providerSignIns = new ProviderSignIns(own, config);
    return {
      tables: { ProviderFlow: providerFlows },
      services: {
        providers,
        providerSignIns,
        providerStarts: new ProviderStarts({ ...own, allowsReturn: allowingReturns(config) }),
        providerCallbacks: new ProviderCallbacks(own),
        providerStepUp: new ProviderStepUp({ ...deps, providerSignIns }),
      },
    };
  },
});
