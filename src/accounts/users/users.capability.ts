import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR } from '../../platform/rate-limits/rules.js';
import { AccountExport } from './account-export.service.js';
import { Administrators } from './administrators.service.js';
import { Mailboxes } from './mailboxes.service.js';
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
    mailboxes: Mailboxes;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    USERNAME_TAKEN: { status: 409; extras: { fields: readonly FieldProblem[] } };
    EMAIL_TAKEN: { status: 409; extras: { fields: readonly FieldProblem[] } };
    ACCOUNT_SUSPENDED: { status: 403; extras: { until: Date | null } };
    EMAIL_NOT_VERIFIED: { status: 403; extras: { registered: boolean } };
  }
  interface ReasonCatalogue {
    administratorAccount: true;
    lastAdministrator: true;
  }
}

const FIELDS = '`fields: [{ field, rule, message, params }]`';

/** The accounts of users, and what a change of a user ends. */
export const users = defineCapability({
  name: 'users',
  errors: {
    USERNAME_TAKEN: {
      status: 409,
      noGuess: true,
      when: 'Another user has this username, regardless of case.',
      extras: FIELDS,
    },
    EMAIL_TAKEN: {
      status: 409,
      noGuess: true,
      when: 'Another user has this email address, regardless of case.',
      extras: FIELDS,
    },
    // Only after the right password or a genuine token, so it does not reveal which accounts exist (LOG-4).
    ACCOUNT_SUSPENDED: {
      status: 403,
      returnedBy: 'operations with a token',
      noGuess: true,
      when: 'The user is suspended. Only a client that sent the right password or a genuine token gets this code.',
      extras: '`until`: the end of the suspension, or null',
    },
    // Also only after the right password or a genuine token, or to the client that registered.
    EMAIL_NOT_VERIFIED: {
      status: 403,
      noGuess: true,
      mayBeDone: true,
      when: 'The user has not verified the email address yet. With `REQUIRE_VERIFIED_EMAIL=on`, sign-ins fail so, and a link is in the mail.',
      extras: '`registered`: true if this request created the account, otherwise false',
    },
  },
  reasons: {
    administratorAccount: 'A service key can neither change nor make an administrator.',
    lastAdministrator: 'One administrator must remain.',
  },
  rules: {
    taken: {
      fields: '`username`, `email`',
      when: 'Another user has this username or this email address, regardless of case.',
    },
    isDisplayName: {
      fields: '`displayName`, `name` of a second factor',
      when: 'The text has more than one line, nothing that people see, or more than 64 characters.',
    },
    reserved: {
      fields: '`username`',
      when: 'Users may not choose this name, in any case and with any underscores. `admin` is one of these names.',
    },
  },
  events: userEvents,
  keys: {},
  owns: { User: 'users' },
  operations: {
    me: { token: 'optional', throws: [] },
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
    'mailboxes',
  ],
  build: ({ userTables, ...deps }, config: { reservedUsernames: readonly string[] }) => {
    const users = new Users(deps);
    const userVisibility = new UserVisibility(deps);
    const accountExport = new AccountExport(deps);
    const reservedUsernames = new ReservedUsernames(config.reservedUsernames);
    return {
      tables: {
        User: {
          exportOf: (userId) => accountExport.of(userId),
          forget: (tx, userId) => users.delete(tx, userId),
        },
      },
      nodes: { User: (viewer, id) => userVisibility.findNode(viewer, id) },
      services: {
        users,
        administrators: new Administrators(),
        keyCreators: new ServiceKeyCreators(),
        userStatus: new UserStatusService(),
        userVisibility,
        userChanges: new UserChanges({ users, userTables }),
        reservedUsernames,
        mailboxes: new Mailboxes(),
        profiles: new Profiles({ ...deps, users, reservedUsernames }),
      },
    };
  },
});
