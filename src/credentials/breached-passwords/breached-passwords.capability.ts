import { defineCapability } from '../../platform/capabilities/capability.js';
import { BreachedPasswords, type BreachSource } from './breached-passwords.js';

declare module '../../core/services.js' {
  interface Services {
    breachedPasswords: BreachedPasswords;
  }
}

/** Refuses new passwords that are in lists of stolen passwords. */
export const breachedPasswords = defineCapability({
  name: 'breached-passwords',
  errors: {},
  rules: {
    breached: {
      fields: 'passwords',
      when: 'The password is in a list of stolen passwords. Only if `PASSWORD_BREACHES` is on.',
    },
  },
  events: {},
  keys: {},
  owns: {},
  needs: ['clock', 'log'],
  provides: ['breachedPasswords'],
  build: (deps, config: { passwordBreaches: BreachSource }) => {
    const breachedPasswords = new BreachedPasswords(config.passwordBreaches, deps);
    return {
      tables: {},
      services: { breachedPasswords },
      background: [{ stop: async () => breachedPasswords.close() }],
      metrics: breachedPasswords.metrics,
    };
  },
});
