// Before any class of the schema is read: its decorators need it.
import 'reflect-metadata';
import { AccountDeletion } from './accounts/account-deletion.service.js';
import { AccountsResolver } from './accounts/accounts.resolver.js';
import { DataExport } from './accounts/data-export.service.js';
import { Profiles } from './accounts/profile.service.js';
import { openAdministration } from './administration/open-administration.js';
import type { Config } from './config.js';
import { Duration } from './core/duration.js';
import { isUnavailable } from './database/constraint.js';
import { Forgetting } from './database/forgetting.js';
import { Devices } from './devices/devices.service.js';
import { EmailChange } from './emails/email-change.service.js';
import { EmailVerification } from './emails/email-verification.service.js';
import { EmailsResolver } from './emails/emails.resolver.js';
import { AuditEventsResolver } from './events/audit-events.resolver.js';
import { ReadingRecord } from './events/reading-record.service.js';
import { FederationResolver } from './federation/federation.resolver.js';
import { subgraphSdl } from './federation/subgraph-sdl.js';
import { type Edges, openFoundations } from './foundations.js';
import { buildClosedSchema } from './graphql/schema.js';
import { Housekeeping } from './housekeeping/housekeeping.service.js';
import { closeServer } from './http/close.js';
import { createMetricsServer, openMetrics } from './http/metrics.js';
import { securityHeaders } from './http/security-headers.js';
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
import { addressKey } from './rate-limits/address-key.js';
import { Referrals } from './referrals/referrals.service.js';
import { RegistrationResolver } from './registration/registration.resolver.js';
import { Registration } from './registration/registration.service.js';
import { createResealing } from './resealing.js';
import { resolverClasses } from './resolvers.js';
import type { Service } from './service.js';
import { ServiceKeyCreators } from './service-keys/service-key-creators.service.js';
import { ServiceKeysResolver } from './service-keys/service-keys.resolver.js';
import { ServiceKeys } from './service-keys/service-keys.service.js';
import { openSessions } from './sessions/open-sessions.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { openSigningKeys } from './signing-keys/open-signing-keys.js';
import { publicDocuments } from './signing-keys/public-documents.js';
import { Administrators } from './users/administrators.service.js';
import { ReservedUsernames } from './users/reserved-usernames.js';
import { SeenUsers } from './users/seen-users.service.js';
import { UserChanges } from './users/user-changes.js';
import { UsersResolver } from './users/users.resolver.js';
import { Users } from './users/users.service.js';
import { VERSION } from './version.js';

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
  const signing = await openSigningKeys({ ...world, audit, keys }, config);
  const keyRings = { accessKeys: signing.access.keyRing, refreshKeys: signing.refresh.keyRing };
  const { accessTokens, generations, usedGenerations, sessions, rotation, endings } = openSessions(
    { ...world, ...keyRings, audit },
    { ...config, issuer: config.publicUrl },
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
  const reservedUsernames = new ReservedUsernames(config.reservedUsernames);
  const profiles = new Profiles({ clock, users, reservedUsernames, audit });
  const administrators = new Administrators();
  const keyCreators = new ServiceKeyCreators();
  const changing = { database, clock, users, administrators, keyCreators, userChanges, audit };
  const deletion = new AccountDeletion({ ...changing, passwords, outbox, files });
  const office = openAdministration({ ...changing, sessions, ledger, limit: limits });
  const dataExport = new DataExport({ database, clock, audit });

  const entering = { clock, users, passwords, hasher, policy, sessions, devices, knownDevices, audit };
  const registration = new Registration({ ...entering, reservedUsernames, referrals, emailVerification });
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
  const introspection = new Introspection(
    { database, clock, accessTokens, generations, serviceKeys },
    { ...config, issuer: config.publicUrl },
  );

  const readingRecord = new ReadingRecord({ ...world, audit, names: keys.recordedReads });
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
    { limits, isUnavailable, forbidden: office.forbidden, onRead: readingRecord.onRead },
  );

  const { mailer } = edges;
  const post = openPost(outbox, { ...world, mailer, box: keys.outbox, templates, translator });

  const headers = securityHeaders(config.publicUrl);
  const { metrics: metricsConfig } = config;
  const metrics = metricsConfig === null ? null : openMetrics(post.measures);
  const token = metricsConfig?.token ?? null;
  let draining = false;
  let closing = false;
  const server = await createServer(
    {
      schema,
      identify: (accessToken, origin) => sessions.identify(accessToken, origin),
      findSignInTarget: (...named) => knownDevices.findSignInTarget(...named),
      isUnavailable,
      limits,
      translator,
      randomness,
      clock,
      health: {
        version: VERSION,
        check: () => edges.database.check(),
        draining: () => draining,
        closing: () => closing,
      },
      metrics: metrics !== null && token !== null ? { registry: metrics, token } : null,
      addressKey: (ipAddress) => addressKey({ ipAddress }),
      publicDocuments: publicDocuments(signing.access.keyRing, config),
      log,
    },
    config,
  );
  const metricsServer =
    metrics !== null && metricsConfig?.listener ? createMetricsServer(metrics, headers) : null;
  const housekeeping = new Housekeeping({
    ...world,
    stores: [
      { name: 'sessions', purge: (...batch) => sessions.purge(...batch) },
      { name: 'recorded reads', purge: (...batch) => readingRecord.purge(...batch) },
      { name: 'one-time tokens', purge: (...batch) => oneTimeTokens.purge(...batch) },
      { name: 'signing keys', purge: (tx, now) => signing.access.store.purge(tx, now) },
      { name: 'refresh keys', purge: (tx, now) => signing.refresh.store.purge(tx, now) },
      { name: 'known devices', purge: (...batch) => knownDevices.purge(...batch) },
    ],
  });
  const rings = Object.values(keyRings);
  for (const ring of rings) ring.start();
  post.worker.start();
  housekeeping.start();
  return {
    server,
    metricsServer,
    userChanges,
    office,
    housekeeping,
    signing,
    drain: () => {
      draining = true;
    },
    stop: async () => {
      draining = true;
      closing = true;
      await closeServer(server, REQUEST_DRAIN);
      await metricsServer?.close();
      await usedGenerations.finish();
      await Promise.all(rings.map((ring) => ring.stop()));
      await housekeeping.stop();
      await post.worker.stop(MAIL_DRAIN);
      await files.finish();
    },
  };
}
