import { UserBatches } from '../../accounts/users/user-batches.service.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR } from '../../platform/rate-limits/rules.js';
import { InvitationLinks, type InvitationLinksConfig } from './invitation-links.service.js';
import { invitationEvents } from './invitations.events.js';
import { invitationMails } from './invitations.mails.js';
import { Invitations } from './invitations.service.js';

declare module '../../core/services.js' {
  interface Services {
    invitations: Invitations;
  }
}

/** Invitations: accounts whose users set the first password with a mailed link. */
export const invitations = defineCapability({
  name: 'invitations',
  errors: {},
  events: invitationEvents,
  keys: {},
  owns: {},
  operations: {
    inviteUser: {
      token: 'required',
      throws: ['FORBIDDEN', 'USERNAME_TAKEN', 'EMAIL_TAKEN'],
      limits: bySubject(everything(120, HOUR)),
      subject: byViewer,
    },
  },
  mails: invitationMails,
  resolvers: async () => [(await import('./invitations.resolver.js')).InvitationsResolver],
  needs: [
    'clock',
    'randomness',
    'administrators',
    'users',
    'userStatus',
    'reservedUsernames',
    'factorEnrolment',
    'oneTimeTokens',
    'passwords',
    'outbox',
    'audit',
    'forbidden',
  ],
  provides: ['invitations'],
  build: (deps, config: InvitationLinksConfig) => {
    const links = new InvitationLinks(deps, config);
    const userBatches = new UserBatches(deps);
    return { tables: {}, services: { invitations: new Invitations({ ...deps, links, userBatches }) } };
  },
});
