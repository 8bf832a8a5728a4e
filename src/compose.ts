// Before any class of the schema is read: its decorators need it.
import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import { AccountDeletion } from './accounts/account-deletion.service.js';
import { AccountsResolver } from './accounts/accounts.resolver.js';
import { DataExport } from './accounts/data-export.service.js';
import { Profiles } from './accounts/profile.service.js';
import { type Office, openAdministration } from './administration/open-administration.js';
import type { Config } from './config.js';
import { Duration } from './core/duration.js';
import { isUnavailable } from './database/constraint.js';
import { Forgetting } from './database/forgetting.js';
import { Devices } from './devices/devices.service.js';
import { EmailChange } from './emails/email-change.service.js';
import { EmailVerification } from './emails/email-verification.service.js';
import { EmailsResolver } from './emails/emails.resolver.js';
import { AuditEventsResolver } from './events/audit-events.resolver.js';
import { FederationResolver } from './federation/federation.resolver.js';
import { subgraphSdl } from './federation/subgraph-sdl.js';
import { type Edges, openFoundations } from './foundations.js';
import { buildClosedSchema } from './graphql/schema.js';
import { Housekeeping } from './housekeeping/housekeeping.service.js';
import { closeServer } from './http/close.js';
import { createServer } from './http/server.js';
import { IntrospectionResolver } from './introspection/introspection.resolver.js';
import { Introspection } from './introspection/introspection.service.js';
import { KnownDevices } from './known-devices/known-devices.service.js';
import { Ledger } from './ledger/ledger.service.js';
import { LoginResolver } from './login/login.resolver.js';
import { Login } from './login/login.service.js';
import { openPost } from './mail/post.js';
import { mailTemplates as templates } from './mail-templates.js';
import { mailedLinks } from './mailed-links.js';
import { OneTimeTokens } from './one-time-tokens/one-time-tokens.service.js';
import { PasswordResetResolver } from './password-reset/password-reset.resolver.js';
import { PasswordReset } from './password-reset/password-reset.service.js';
import { ResetLinks } from './password-reset/reset-links.service.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordPolicy } from './passwords/password-policy.js';
import { PasswordsResolver } from './passwords/passwords.resolver.js';
import { Passwords } from './passwords/passwords.service.js';
import { printedSchema } from './printed-schema.js';
import { Referrals } from './referrals/referrals.service.js';
import { RegistrationResolver } from './registration/registration.resolver.js';
import { Registration } from './registration/registration.service.js';
import { createResealing } from './resealing.js';
import { resolverClasses } from './resolvers.js';
import { ServiceKeysResolver } from './service-keys/service-keys.resolver.js';
import { ServiceKeys } from './service-keys/service-keys.service.js';
import { openSessions } from './sessions/open-sessions.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { openSigningKeys, type Signing } from './signing-keys/open-signing-keys.js';
import { publicDocuments } from './signing-keys/public-documents.js';
import { Administrators } from './users/administrators.service.js';
import { SeenUsers } from './users/seen-users.service.js';
import { UserChanges } from './users/user-changes.js';
import { UsersResolver } from './users/users.resolver.js';
import { Users } from './users/users.service.js';

export interface Service {
  readonly server: FastifyInstance;
  readonly userChanges: UserChanges;
  /** For commands beside the database. */
  readonly office: Pick<Office, 'administration' | 'directory'>;
  readonly housekeeping: Pick<Housekeeping, 'sweep'>;
  readonly signing: Signing;
  /** Ends it: `/readyz` says so, what is under way is answered, and so are mails; those that wait go on waiting. */
  stop(): Promise<void>;
}

/** How long requests under way, and then mails under way, may take once the service is told to end. */
const REQUEST_DRAIN = Duration.seconds(6);
const MAIL_DRAIN = Duration.seconds(5);
/** Long enough for deletions to come together, and for the last mail to have left. */
const FORGETTING_PAUSE = Duration.seconds(10);

/** Builds everything from the configuration and the edges: a dependency that is missing does not compile. */
export async function compose(config: Config & { publicUrl: string }, edges: Edges): Promise<Service> {
  const { world, keys, translator, outbox, limits, audit } = openFoundations(config, edges);
  const { database, clock, randomness, log } = world;

  if (edges.previousAuthSecret) await createResealing(keys, { ...world, audit }).run();
  const signing = await openSigningKeys({ ...world, audit, box: keys.signingKeys }, config);
  const parties = { issuer: config.publicUrl, audience: config.publicUrl };
  const { keyRing } = signing;
  const { accessTokens, sessions, rotation, endings } = openSessions(
    { ...world, keyRing, audit },
    { ...config, ...parties },
  );

  const users = new Users({ database, randomness });
  const devices = new Devices({ fingerprints: keys.deviceFingerprints }, config);
  const ledger = new Ledger({ clock, randomness });
  const referrals = new Referrals({ clock, ledger, mailboxes: keys.rewardedMailboxes }, config);
  const oneTimeTokens = new OneTimeTokens({ database, clock, randomness });
  const knownDevices = new KnownDevices({ database, clock, randomness });
  const holders = [sessions, oneTimeTokens, knownDevices, outbox];
  const userChanges = new UserChanges({ users, holders });

  const hasher = await PasswordHasher.create(config.hashing, { engine: edges.hashingEngine, randomness });
  const policy = new PasswordPolicy(config.policy);
  const passwords = new Passwords({ database, clock, hasher, policy, userChanges, audit });

  const links = mailedLinks(config);
  const emailVerification = new EmailVerification(
    { clock, users, oneTimeTokens, outbox, audit, rewards: referrals },
    links,
  );
  const emailChange = new EmailChange(
    { clock, users, oneTimeTokens, passwords, userChanges, outbox, audit, limit: limits, rewards: referrals },
    links,
  );
  const files = new Forgetting({ database: edges.database, log }, FORGETTING_PAUSE);
  const profiles = new Profiles({ clock, users, audit });
  const administrators = new Administrators();
  const changing = { database, clock, users, administrators, userChanges, audit };
  const deletion = new AccountDeletion({ ...changing, passwords, outbox, files });
  const office = openAdministration({ ...changing, sessions, ledger, limit: limits });
  const dataExport = new DataExport({ database, clock, audit });

  const entering = { clock, users, passwords, hasher, policy, sessions, devices, knownDevices, audit };
  const registration = new Registration({ ...entering, referrals, emailVerification });
  const login = new Login(entering);
  const resetLinks = new ResetLinks({ clock, oneTimeTokens, outbox, audit }, links);
  const passwordReset = new PasswordReset({ ...entering, oneTimeTokens, links: resetLinks, locks: limits });

  const federation = config.federation
    ? [
        new FederationResolver({
          users: new SeenUsers({ database, clock }),
          sdl: subgraphSdl(printedSchema()),
        }),
      ]
    : [];
  const serviceKeys = new ServiceKeys({
    ...changing,
    randomness,
    limits,
    forbidden: office.forbidden,
  });
  const introspection = new Introspection({ database, clock, accessTokens, serviceKeys }, parties);

  const resolvers = [
    new RegistrationResolver({ registration }),
    new LoginResolver({ login }),
    new SessionsResolver({ sessions, rotation, endings }),
    new PasswordsResolver({ passwords, policy }),
    new PasswordResetResolver({ passwordReset }),
    new EmailsResolver({ verification: emailVerification, change: emailChange }),
    new AccountsResolver({ profiles, deletion, dataExport }),
    new UsersResolver(),
    new AuditEventsResolver({ audit }),
    ...federation,
    ...office.resolvers,
    new ServiceKeysResolver({ serviceKeys }),
    new IntrospectionResolver({ introspection }),
  ];
  const schema = buildClosedSchema(
    [...resolverClasses, ...federation.map(() => FederationResolver)],
    (resolver) => resolvers.find((instance) => instance.constructor === resolver),
    { limits, isUnavailable, forbidden: office.forbidden },
  );

  const { mailer } = edges;
  const post = openPost(outbox, { ...world, mailer, box: keys.outbox, templates, translator });

  let draining = false;
  const server = await createServer(
    {
      schema,
      identify: (accessToken) => sessions.identify(accessToken),
      findSignInTarget: (...named) => knownDevices.findSignInTarget(...named),
      isUnavailable,
      translator,
      randomness,
      health: { check: () => edges.database.check(), draining: () => draining },
      publicDocuments: publicDocuments(keyRing, config.publicUrl),
      measures: config.metrics ? post.measures : null,
      log,
    },
    config,
  );
  const housekeeping = new Housekeeping({
    ...world,
    stores: [
      { name: 'sessions', purge: (...batch) => sessions.purge(...batch) },
      { name: 'one-time tokens', purge: (...batch) => oneTimeTokens.purge(...batch) },
      { name: 'known devices', purge: (...batch) => knownDevices.purge(...batch) },
      { name: 'signing keys', purge: (tx, now) => signing.store.purge(tx, now) },
    ],
  });
  keyRing.start();
  post.worker.start();
  housekeeping.start();
  return {
    server,
    userChanges,
    office,
    housekeeping,
    signing,
    stop: async () => {
      draining = true;
      await closeServer(server, REQUEST_DRAIN);
      await keyRing.stop();
      await housekeeping.stop();
      await post.worker.stop(MAIL_DRAIN);
      await files.finish();
    },
  };
}
