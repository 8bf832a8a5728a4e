import type { SignInRules } from '../../accounts/users/sign-in-rules.service.js';
import type { UsernamesSetting } from '../../accounts/users/username.js';
import type { ProofMethod } from '../../core/proof-method.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import {
  byAddress,
  bySubject,
  everything,
  failures,
  HOUR,
  QUARTER_HOUR,
} from '../../platform/rate-limits/rules.js';
import { IdentityNotifications } from './identity-notifications.js';
import { identityMails } from './identity-sign-in.mails.js';
import { IdentitySignIns } from './identity-sign-ins.service.js';
import { IdentitySignUps } from './identity-sign-ups.service.js';
import { NewIdentities } from './new-identities.service.js';
import { OwnIdentities } from './own-identities.service.js';

declare module '../../core/services.js' {
  interface Services {
    identitySignIns: IdentitySignIns;
    identitySignUps: IdentitySignUps;
    ownIdentities: OwnIdentities;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    SIGN_UP_REQUIRED: {
      status: 409;
      extras: {
        challenge: string;
        suggestedUsername: string;
        email: string | null;
        emailVerified: boolean;
        expiresAt: Date;
      };
    };
    LINK_REQUIRED: {
      status: 409;
      extras: { challenge: string; methods: readonly ProofMethod[]; expiresAt: Date };
    };
    IDENTITY_TAKEN: { status: 409 };
  }
  interface ReasonCatalogue {
    tooManyIdentities: true;
  }
}

/** The rules for the accounts of users who sign in with a provider. */
export const identitySignIn = defineCapability({
  name: 'identity-sign-in',
  errors: {
    SIGN_UP_REQUIRED: {
      status: 409,
      noGuess: true,
      when: 'The user signed in with a provider for the first time. Ask for a username, and finish with `completeSignUp`.',
      extras:
        '`challenge`: a secret for `completeSignUp`; `suggestedUsername`: one that was free; `email`: the address of the new account, or null if the user must give one; `emailVerified`: whether the account begins with a verified address; `expiresAt`',
    },
    LINK_REQUIRED: {
      status: 409,
      noGuess: true,
      when: 'The user signed in with a provider for the first time, and an account with the same address exists. Let the user sign in to that account once in the old way, with the challenge as `linkChallenge`.',
      extras:
        '`challenge`: a secret for `linkChallenge` of the operations that sign in; `methods`: the ways in which the user can sign in to the account; `expiresAt`',
    },
    IDENTITY_TAKEN: {
      status: 409,
      noGuess: true,
      when: 'The account at the provider is linked to another user.',
    },
  },
  reasons: {
    tooManyIdentities: 'The user has as many linked providers as possible: remove one first.',
  },
  events: {},
  keys: {},
  owns: {},
  operations: {
    completeSignUp: {
      token: 'never',
      throws: [
        'TOKEN_INVALID',
        'USERNAME_TAKEN',
        'EMAIL_TAKEN',
        'INVALID_REFERRAL_CODE',
        'IDENTITY_TAKEN',
        'EMAIL_NOT_VERIFIED',
      ],
      limits: byAddress(everything(100, HOUR), failures(50, QUARTER_HOUR)),
    },
    unlinkProvider: {
      token: 'required',
      throws: ['NOT_FOUND', 'FORBIDDEN'],
      limits: bySubject(everything(20, HOUR)),
      subject: byViewer,
    },
  },
  mails: identityMails,
  resolvers: async () => [(await import('./identity-sign-in.resolver.js')).IdentitySignInResolver],
  needs: [
    'clock',
    'randomness',
    'users',
    'userChanges',
    'reservedUsernames',
    'identities',
    'pendingIdentities',
    'identityLinks',
    'knownDevices',
    'sessionAuthentication',
    'signIns',
    'newAccounts',
    'reclaiming',
    'waysIn',
    'emailVerification',
    'audit',
    'outbox',
    'limits',
  ],
  provides: ['identitySignIns', 'identitySignUps', 'ownIdentities'],
  build: ({ limits: limit, ...deps }, config: SignInRules & { readonly usernames: UsernamesSetting }) => {
    const newIdentities = new NewIdentities(deps);
    const ownIdentities = new OwnIdentities(deps);
    return {
      tables: {},
      services: {
        identitySignIns: new IdentitySignIns({ ...deps, newIdentities, ownIdentities }, config),
        identitySignUps: new IdentitySignUps(deps, config),
        ownIdentities,
      },
      handlers: [new IdentityNotifications({ ...deps, limit })],
    };
  },
});
