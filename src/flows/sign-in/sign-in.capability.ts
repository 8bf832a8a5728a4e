import { defineCapability } from '../../platform/capabilities/capability.js';
import { DAY, everything, failures, MINUTE, QUARTER } from '../../platform/rate-limits/rules.js';
import { Login } from './login.service.js';
import { type Target, targetOf } from './target.js';

declare module '../../core/services.js' {
  interface Services {
    login: Login;
  }
}

/**
 * Signing in with a password.
 *
 * A login is counted by the username or by the email that was submitted, and the two never share a count: so nothing
 * reveals that they belong together, and a name without an account counts like one with an account (RL-9). Wrong
 * passwords for one account, in a day: 35 by username, 35 by email, 10 from all known devices together, and 20 at
 * operations that ask a signed-in client for the password: 100 in all (NIST SP 800-63B-4 §3.2.2). No budget uses up
 * another, so a stranger cannot keep a known device out.
 */
export const signIn = defineCapability({
  name: 'sign-in',
  errors: {},
  keys: {},
  owns: {},
  operations: {
    login: {
      token: 'never',
      throws: ['INVALID_CREDENTIALS', 'ACCOUNT_SUSPENDED'],
      limits: {
        address: [everything(120, MINUTE), failures(50, QUARTER)],
        subject: [failures(5, QUARTER), failures(35, DAY)],
        knownDevice: [everything(120, MINUTE), failures(5, QUARTER), failures(10, DAY)],
      },
      subject: async ({ input }: { input: Target }, context) => {
        const { userId, guessKey, device } = await targetOf(input, context);
        return device === null || userId === null ? guessKey : { knownDevice: userId };
      },
    },
  },
  resolvers: async () => [(await import('./login.resolver.js')).LoginResolver],
  needs: ['clock', 'users', 'passwords', 'sessions', 'devices', 'knownDevices', 'audit'],
  provides: ['login'],
  build: (deps) => ({ tables: {}, services: { login: new Login(deps) } }),
});
