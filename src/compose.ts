// Before any class of the schema is read: its decorators need it.
import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import { AccountDeletion } from './accounts/account-deletion.service.js';
import { AccountsResolver } from './accounts/accounts.resolver.js';
import { DataExport } from './accounts/data-export.service.js';
import { Profiles } from './accounts/profile.service.js';
import { type Office, openAdministration } from './administration/open-administration.js';
import type { Config } from './config.js';
import type { Clock } from './core/clock.js';
import { Duration } from './core/duration.js';
import type { Log } from './core/log.js';
import type { Randomness } from './core/randomness.js';
import { deriveKeys } from './core/secret-box.js';
import { isUnavailable } from './database/constraint.js';
import { Forgetting } from './database/forgetting.js';
import type { OpenDatabase } from './database/open.js';
import { Devices } from './devices/devices.service.js';
import { EmailChange } from './emails/email-change.service.js';
import { EmailVerification } from './emails/email-verification.service.js';
import { EmailsResolver } from './emails/emails.resolver.js';
import { AuditEventsResolver } from './events/audit-events.resolver.js';
import { AuditTrail } from './events/audit-trail.service.js';
import { LogSink } from './events/log-sink.js';
import { buildClosedSchema } from './graphql/schema.js';
import { Housekeeping } from './housekeeping/housekeeping.service.js';
import { closeServer } from './http/close.js';
import { createServer } from './http/server.js';
import { createTranslator } from './languages/translator.js';
import { Ledger } from './ledger/ledger.service.js';
import { LoginResolver } from './login/login.resolver.js';
import { Login } from './login/login.service.js';
import type { Mailer } from './mail/mailer.js';
import { Outbox } from './mail/outbox.service.js';
import { openPost } from './mail/post.js';
import { mailTemplates as templates } from './mail-templates.js';
import { SecurityNotices } from './notices/security-notices.js';
import { OneTimeTokens } from './one-time-tokens/one-time-tokens.service.js';
import { PasswordResetResolver } from './password-reset/password-reset.resolver.js';
import { PasswordReset } from './password-reset/password-reset.service.js';
import { ResetLinks } from './password-reset/reset-links.service.js';
import type { HashingEngine } from './passwords/hashing-engine.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordPolicy } from './passwords/password-policy.js';
import { PasswordsResolver } from './passwords/passwords.resolver.js';
import { Passwords } from './passwords/passwords.service.js';
import { noLimits } from './rate-limits/no-limits.js';
import { RateLimits } from './rate-limits/rate-limits.js';
import type { RedisConnection } from './rate-limits/redis-connection.js';
import { Referrals } from './referrals/referrals.service.js';
import { RegistrationResolver } from './registration/registration.resolver.js';
import { Registration } from './registration/registration.service.js';
import { createResealing } from './resealing.js';
import { resolverClasses } from './resolvers.js';
import { AccessTokens } from './sessions/access-token.js';
import { RefreshTokens } from './sessions/refresh-token.js';
import { SessionEndings } from './sessions/session-endings.service.js';
import { SessionRotation } from './sessions/session-rotation.service.js';
import { SessionTokens } from './sessions/session-tokens.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { Sessions } from './sessions/sessions.service.js';
import { SignedTokens } from './sessions/signed-token.js';
import { openSigningKeys, type Signing } from './signing-keys/open-signing-keys.js';
import { publicDocuments } from './signing-keys/public-documents.js';
import { Administrators } from './users/administrators.service.js';
import { UserChanges } from './users/user-changes.js';
import { UsersResolver } from './users/users.resolver.js';
import { Users } from './users/users.service.js';

/** Where the service meets the world. A test hands in its own clock, its own mailer, its own database. */
export interface Edges {
  clock: Clock;
  randomness: Randomness;
  log: Log;
  database: OpenDatabase;
  authSecret: Buffer;
  /** Opens what was sealed before AUTH_SECRET was rotated. */
  previousAuthSecret?: Buffer | null;
  mailer: Mailer;
  hashingEngine: HashingEngine;
  /** What instances share to count together; without it each counts alone. */
  redis?: RedisConnection | null;
}

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
  const { clock, randomness, log } = edges;
  const database = edges.database.client;
  const world = { database, clock, randomness, log };
  const keys = deriveKeys(edges.authSecret, randomness, edges.previousAuthSecret);
  const translator = createTranslator();
  const outbox = new Outbox({ clock, randomness, box: keys.outbox });
  const limits = config.rateLimits
    ? new RateLimits({
        clock,
        log,
        names: keys.rateLimits,
        redis: edges.redis ?? null,
        refused: (limited) => audit.recordBeside({ type: 'rate_limited', ...limited }),
      })
    : noLimits;
  const notices = new SecurityNotices({ clock, limit: limits, outbox });
  const audit = new AuditTrail({
    ...world,
    sinks: [new LogSink({ log })],
    companions: [notices],
    committed: (tx) => outbox.committed(tx),
  });

  if (edges.previousAuthSecret) await createResealing(keys, { ...world, audit }).run();
  const signing = await openSigningKeys({ ...world, audit, box: keys.signingKeys }, config);
  const { keyRing } = signing;
  const signedTokens = new SignedTokens(
    { keyRing, clock },
    { issuer: config.publicUrl, audience: config.publicUrl },
  );
  const accessTokens = new AccessTokens({ signedTokens, clock });
  const refreshTokens = new RefreshTokens({ signedTokens });
  const sessionTokens = new SessionTokens({ clock, randomness, accessTokens, refreshTokens }, config);

  const users = new Users({ database, randomness });
  const devices = new Devices({ fingerprints: keys.deviceFingerprints }, config);
  const ledger = new Ledger({ clock, randomness });
  const referrals = new Referrals({ ledger }, config);
  const sessions = new Sessions({ database, clock, randomness, accessTokens, sessionTokens }, config);
  const rotation = new SessionRotation({ database, clock, refreshTokens, sessionTokens, audit }, config);
  const endings = new SessionEndings({ clock, accessTokens, refreshTokens, audit });
  const oneTimeTokens = new OneTimeTokens({ database, clock, randomness });
  const userChanges = new UserChanges({ users, holders: [sessions, oneTimeTokens] });

  const hasher = await PasswordHasher.create(config.hashing, { engine: edges.hashingEngine, randomness });
  const policy = new PasswordPolicy(config.policy);
  const passwords = new Passwords({ database, clock, hasher, policy, userChanges, audit });

  const links = {
    emailVerificationUrl: config.emailVerificationUrl ?? `${config.publicUrl}/verify-email`,
    emailChangeUrl: config.emailChangeUrl ?? `${config.publicUrl}/confirm-email`,
    emailVerificationTtl: config.emailVerificationTtl,
  };
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

  const entering = { clock, users, passwords, hasher, policy, sessions, devices, audit };
  const registration = new Registration({ ...entering, referrals, emailVerification });
  const login = new Login(entering);
  const resetLinks = new ResetLinks({ clock, oneTimeTokens, outbox, audit }, config);
  const passwordReset = new PasswordReset({ ...entering, oneTimeTokens, links: resetLinks, locks: limits });

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
    ...office.resolvers,
  ];
  const schema = buildClosedSchema(
    resolverClasses,
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
