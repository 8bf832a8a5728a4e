import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR } from '../../platform/rate-limits/rules.js';
import { AccountExport } from './account-export.service.js';
import { Administrators } from './administrators.service.js';
import { Profiles } from './profile.service.js';
import { ReservedUsernames } from './reserved-usernames.js';
import { ServiceKeyCreators } from './service-key-creators.service.js';
import { UserChanges } from './user-changes.js';
import { UserStatusService } from './user-status.service.js';
import { UserVisibility } from './user-visibility.service.js';
import { userEvents } from './users.events.js';
import { Users } from './users.service.js';

declare module '../../core/services.js' {
  interface Services {
    users: Users;
    administrators: Administrators;
    keyCreators: ServiceKeyCreators;
    userStatus: UserStatusService;
    userVisibility: UserVisibility;
    userChanges: UserChanges;
    reservedUsernames: ReservedUsernames;
    profiles: Profiles;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    USERNAME_TAKEN: { status: 409 };
    EMAIL_TAKEN: { status: 409 };
    ACCOUNT_SUSPENDED: { status: 403; extras: { until: Date | null } };
    EMAIL_NOT_VERIFIED: { status: 403; extras: { registered: boolean } };
  }
  interface ForbiddenReasonCatalogue {
    lastAdministrator: true;
  }
}

/** The accounts of users, and what a change of a user ends. */
export const users = defineCapability({
  name: 'users',
  errors: {
    USERNAME_TAKEN: {
      status: 409,
      noGuess: true,
      when: 'Another user has this username, regardless of case.',
    },
    EMAIL_TAKEN: {
      status: 409,
      noGuess: true,
      when: 'Another user has this email address, regardless of case.',
    },
    // Only after the right password or a genuine token, so it does not reveal which accounts exist (LOG-4).
    ACCOUNT_SUSPENDED: {
      status: 403,
      noGuess: true,
      when: 'The user is suspended. Only a client that sent the right password or a genuine token gets this code.',
      extras: '`until`: the end of the suspension, or null',
    },
    // Also only after the right password or a genuine token, or to the client that registered.
    EMAIL_NOT_VERIFIED: {
      status: 403,
      noGuess: true,
      mayBeDone: true,
      when: 'With `REQUIRE_VERIFIED_EMAIL=on`: the user has not verified the email address yet. A link is in the mail.',
      extras: '`registered`: true if this request created the account, otherwise false',
    },
  },
  events: userEvents,
  keys: {},
  owns: { User: 'users' },
  operations: {
    me: { token: 'required', throws: [] },
    updateProfile: {
      token: 'required',
      throws: ['USERNAME_TAKEN'],
      limits: bySubject(everything(20, HOUR)),
      subject: byViewer,
    },
  },
  resolvers: async () => {
    const [{ UsersResolver }, { ProfileResolver }] = await Promise.all([
      import('./users.resolver.js'),
      import('./profile.resolver.js'),
    ]);
    return [UsersResolver, ProfileResolver];
  },
  needs: ['database', 'clock', 'randomness', 'audit', 'userTables'],
  provides: [
    'users',
    'administrators',
    'keyCreators',
    'userStatus',
    'userVisibility',
    'userChanges',
    'reservedUsernames',
    'profiles',
  ],
  build: ({ userTables, ...deps }, config: { reservedUsernames: readonly string[] }) => {
    const users = new Users(deps);
    const accountExport = new AccountExport(deps);
    const reservedUsernames = new ReservedUsernames(config.reservedUsernames);
    return {
      tables: {
        User: {
          exportOf: (userId) => accountExport.of(userId),
          forget: (tx, userId) => users.delete(tx, userId),
        },
      },
      services: {
        users,
        administrators: new Administrators(),
        keyCreators: new ServiceKeyCreators(),
        userStatus: new UserStatusService(),
        userVisibility: new UserVisibility(deps),
        userChanges: new UserChanges({ users, userTables }),
        reservedUsernames,
        profiles: new Profiles({ ...deps, users, reservedUsernames }),
      },
    };
  },
});
