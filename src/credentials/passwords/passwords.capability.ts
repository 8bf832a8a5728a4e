import { defineCapability } from '../../platform/capabilities/capability.js';
import { neverExpires } from '../../platform/capabilities/table.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { everything, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import type { HashingEngine } from './hashing-engine.js';
import { ownPassword } from './own-password-limits.js';
import { PasswordHasher, type PasswordHasherConfig } from './password-hasher.js';
import { PasswordPolicy, type PasswordPolicyConfig } from './password-policy.js';
import { passwordEvents } from './passwords.events.js';
import { Passwords } from './passwords.service.js';

declare module '../../core/services.js' {
  interface Services {
    /** Computes hashes. It is opened once per process, since it uses the threads of the process. */
    hashingEngine: HashingEngine;
    hasher: PasswordHasher;
    policy: PasswordPolicy;
    passwords: Passwords;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    WEAK_PASSWORD: { status: 400; extras: { fields: readonly FieldProblem[] } };
    INVALID_CREDENTIALS: { status: 401 };
  }
}

/** Hashing, policy, verification and change of passwords. */
export const passwords = defineCapability({
  name: 'passwords',
  errors: {
    WEAK_PASSWORD: {
      status: 400,
      noGuess: true,
      when: 'The new password breaks rules of the policy; `fields` lists them.',
      extras: '`fields: [{ field, rule, message, params }]`',
    },
    INVALID_CREDENTIALS: {
      status: 401,
      when: 'The password is wrong, or there is no such user. Both cases get the same answer at the same cost. Or a passkey was not accepted.',
    },
  },
  rules: {
    minLength: { fields: 'passwords', when: 'The password is too short.' },
    requiresUppercase: { fields: 'passwords', when: 'The password has no upper-case letter.' },
    requiresLowercase: { fields: 'passwords', when: 'The password has no lower-case letter.' },
    requiresDigit: { fields: 'passwords', when: 'The password has no digit.' },
    requiresSymbol: { fields: 'passwords', when: 'The password has no symbol.' },
    wellFormed: { fields: 'passwords', when: 'The password is not well-formed Unicode.' },
    containsUsername: { fields: 'passwords', when: 'The password contains the username.' },
    containsEmail: {
      fields: 'passwords',
      when: 'The password contains the mailbox part of the email address.',
    },
    common: {
      fields: 'passwords',
      when: 'The password is one of the most used passwords, a common word with digits and symbols around it (`P@ssw0rd1`, `Summer2026!`), or a run over neighbouring keys (`1qaz@WSX`).',
    },
    tooGuessable: { fields: 'passwords', when: 'The password has a score below `PASSWORD_MIN_SCORE`.' },
  },
  events: passwordEvents,
  keys: {},
  owns: { PasswordHash: 'password_hashes' },
  operations: {
    passwordPolicy: { token: 'never', throws: [] },
    changePassword: {
      token: 'required',
      throws: ['INVALID_CREDENTIALS', 'WEAK_PASSWORD'],
      limits: { address: [everything(60, QUARTER_HOUR)], subject: ownPassword },
      subject: byViewer,
    },
  },
  resolvers: async () => [
    (await import('./passwords.resolver.js')).PasswordsResolver,
    (await import('./password-of-user.resolver.js')).PasswordOfUserResolver,
  ],
  needs: ['database', 'clock', 'randomness', 'hashingEngine', 'breachedPasswords', 'userChanges', 'audit'],
  provides: ['hasher', 'policy', 'passwords'],
  build: async (
    { hashingEngine: engine, randomness, ...deps },
    config: { hashing: PasswordHasherConfig; policy: PasswordPolicyConfig },
  ) => {
    const hasher = await PasswordHasher.create(config.hashing, { engine, randomness });
    const policy = new PasswordPolicy(config.policy);
    const passwords = new Passwords({ ...deps, hasher, policy });
    return {
      tables: {
        PasswordHash: {
          ...neverExpires,
          clearTokens: (tx, userId, because) => passwords.clearTokens(tx, userId, because),
          exportOf: (userId) => passwords.exportOf(userId),
          forget: (tx, userId) => passwords.forget(tx, userId),
        },
      },
      services: { hasher, policy, passwords },
    };
  },
});
