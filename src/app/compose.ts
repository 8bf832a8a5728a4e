// Before any class of the schema is read: its decorators need it.
import 'reflect-metadata';
import { Devices } from '../accounts/devices/devices.service.js';
import { Administrators } from '../accounts/users/administrators.service.js';
import { ProfileResolver } from '../accounts/users/profile.resolver.js';
import { Profiles } from '../accounts/users/profile.service.js';
import { ReservedUsernames } from '../accounts/users/reserved-usernames.js';
import { SeenUsers } from '../accounts/users/seen-users.service.js';
import { ServiceKeyCreators } from '../accounts/users/service-key-creators.service.js';
import { UserChanges } from '../accounts/users/user-changes.js';
import { UsersResolver } from '../accounts/users/users.resolver.js';
import { Users } from '../accounts/users/users.service.js';
import { AuditEventsResolver } from '../admin/audit-log/audit-events.resolver.js';
import { ReadingRecord } from '../admin/audit-log/reading-record.service.js';
import { ServiceKeysResolver } from '../admin/service-keys/service-keys.resolver.js';
import { ServiceKeys } from '../admin/service-keys/service-keys.service.js';
import { openAdministration } from '../admin/users/open-administration.js';
import { Duration } from '../core/duration.js';
import { KnownDevices } from '../credentials/known-devices/known-devices.service.js';
import { OneTimeTokens } from '../credentials/one-time-tokens/one-time-tokens.service.js';
import { PasswordHasher } from '../credentials/passwords/password-hasher.js';
import { PasswordPolicy } from '../credentials/passwords/password-policy.js';
import { PasswordsResolver } from '../credentials/passwords/passwords.resolver.js';
import { Passwords } from '../credentials/passwords/passwords.service.js';
import { AccountDeletionResolver } from '../flows/account-deletion/account-deletion.resolver.js';
import { AccountDeletion } from '../flows/account-deletion/account-deletion.service.js';
import { DataExportResolver } from '../flows/data-export/data-export.resolver.js';
import { DataExport } from '../flows/data-export/data-export.service.js';
import { EmailChangeResolver } from '../flows/email-change/email-change.resolver.js';
import { EmailChange } from '../flows/email-change/email-change.service.js';
import { EmailVerificationResolver } from '../flows/email-verification/email-verification.resolver.js';
import { EmailVerification } from '../flows/email-verification/email-verification.service.js';
import { PasswordResetResolver } from '../flows/password-reset/password-reset.resolver.js';
import { PasswordReset } from '../flows/password-reset/password-reset.service.js';
import { ResetLinks } from '../flows/password-reset/reset-links.service.js';
import { RegistrationResolver } from '../flows/registration/registration.resolver.js';
import { Registration } from '../flows/registration/registration.service.js';
import { LoginResolver } from '../flows/sign-in/login.resolver.js';
import { Login } from '../flows/sign-in/login.service.js';
import { FederationResolver } from '../integrations/federation/federation.resolver.js';
import { subgraphSdl } from '../integrations/federation/subgraph-sdl.js';
import { IntrospectionResolver } from '../integrations/introspection/introspection.resolver.js';
import { Introspection } from '../integrations/introspection/introspection.service.js';
import { Housekeeping } from '../platform/background/housekeeping.service.js';
import { isUnavailable } from '../platform/database/constraint.js';
import { Forgetting } from '../platform/database/forgetting.js';
import { buildClosedSchema } from '../platform/graphql/schema.js';
import { closeServer } from '../platform/http/close.js';
import { createMetricsServer, openMetrics } from '../platform/http/metrics.js';
import { securityHeaders } from '../platform/http/security-headers.js';
import { createServer } from '../platform/http/server.js';
import { openPost } from '../platform/mail/post.js';
import { addressKey } from '../platform/rate-limits/address-key.js';
import { Ledger } from '../rewards/ledger/ledger.service.js';
import { Referrals } from '../rewards/referrals/referrals.service.js';
import { openSessions } from '../sessions/open-sessions.js';
import { SessionsResolver } from '../sessions/sessions.resolver.js';
import { openSigningKeys } from '../sessions/signing-keys/open-signing-keys.js';
import { publicDocuments } from '../sessions/signing-keys/public-documents.js';
import type { Config } from './config.js';
import { type Edges, openFoundations } from './foundations.js';
import { mailTemplates as templates } from './mail-templates.js';
import { mailedLinks } from './mailed-links.js';
import { printedSchema } from './printed-schema.js';
import { createResealing } from './resealing.js';
import { resolverClasses } from './resolvers.js';
import type { Service } from './service.js';
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
    { clock, users, oneTimeTokens, outbox, audit, referrals },
    links,
  );
  const emailChange = new EmailChange(
    { clock, users, oneTimeTokens, passwords, userChanges, outbox, audit, limit: limits, referrals },
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
    new EmailVerificationResolver({ emailVerification }),
    new EmailChangeResolver({ emailChange }),
    new ProfileResolver({ profiles }),
    new AccountDeletionResolver({ deletion }),
    new DataExportResolver({ dataExport }),
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
