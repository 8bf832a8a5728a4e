import type { FastifyInstance } from 'fastify';
import type { Config } from './config.js';
import type { Clock } from './core/clock.js';
import { Duration } from './core/duration.js';
import type { Log } from './core/log.js';
import type { Randomness } from './core/randomness.js';
import { deriveKeys } from './core/secret-box.js';
import { isUnavailable } from './database/constraint.js';
import type { OpenDatabase } from './database/open.js';
import { Devices } from './devices/devices.service.js';
import { LogSink } from './events/log-sink.js';
import { buildClosedSchema } from './graphql/schema.js';
import { closeServer } from './http/close.js';
import { createServer } from './http/server.js';
import { createTranslator } from './languages/translator.js';
import { LoginResolver } from './login/login.resolver.js';
import { Login } from './login/login.service.js';
import { MailQueue } from './mail/mail-queue.js';
import type { Mailer } from './mail/mailer.js';
import { OneTimeTokens } from './one-time-tokens/one-time-tokens.service.js';
import { PasswordResetResolver } from './password-reset/password-reset.resolver.js';
import { PasswordReset } from './password-reset/password-reset.service.js';
import type { HashingEngine } from './passwords/hashing-engine.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordPolicy } from './passwords/password-policy.js';
import { PasswordsResolver } from './passwords/passwords.resolver.js';
import { Passwords } from './passwords/passwords.service.js';
import { RegistrationResolver } from './registration/registration.resolver.js';
import { Registration } from './registration/registration.service.js';
import { resolverClasses } from './resolvers.js';
import { AccessTokens } from './sessions/access-token.js';
import { RefreshTokens } from './sessions/refresh-token.js';
import { SessionEndings } from './sessions/session-endings.service.js';
import { SessionRotation } from './sessions/session-rotation.service.js';
import { SessionTokens } from './sessions/session-tokens.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { Sessions } from './sessions/sessions.service.js';
import { SignedTokens } from './sessions/signed-token.js';
import { SigningKeys } from './sessions/signing-keys.service.js';
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
  mailer: Mailer;
  hashingEngine: HashingEngine;
}

export interface Service {
  readonly server: FastifyInstance;
  readonly userChanges: UserChanges;
  /** Ends it: `/readyz` says so, what is under way is answered, and mails that wait get their chance to leave. */
  stop(): Promise<void>;
}

/** How long requests under way, and then mails that wait, may take once the service is told to end. */
const REQUEST_DRAIN = Duration.seconds(6);
const MAIL_DRAIN = Duration.seconds(5);

/** Builds everything from the configuration and the edges: a dependency that is missing does not compile. */
export async function compose(config: Config & { publicUrl: string }, edges: Edges): Promise<Service> {
  const { clock, randomness, log } = edges;
  const database = edges.database.client;
  const keys = deriveKeys(edges.authSecret, randomness);
  const translator = createTranslator();
  const events = new LogSink({ log });
  const mailQueue = new MailQueue({ mailer: edges.mailer, randomness, log });

  const keyRing = await new SigningKeys({ database, clock, box: keys.signingKeys }).openRing();
  const signedTokens = new SignedTokens(
    { keyRing, clock },
    { issuer: config.publicUrl, audience: config.publicUrl },
  );
  const accessTokens = new AccessTokens({ signedTokens, clock });
  const refreshTokens = new RefreshTokens({ signedTokens });
  const sessionTokens = new SessionTokens({ clock, randomness, accessTokens, refreshTokens }, config);

  const users = new Users({ database, randomness });
  const devices = new Devices({ database, fingerprints: keys.deviceFingerprints });
  const sessions = new Sessions({ database, clock, randomness, accessTokens, sessionTokens }, config);
  const rotation = new SessionRotation({ database, clock, refreshTokens, sessionTokens, events }, config);
  const endings = new SessionEndings({ database, clock, accessTokens, refreshTokens, events });
  const oneTimeTokens = new OneTimeTokens({ database, clock, randomness });
  const userChanges = new UserChanges({ users, holders: [sessions, oneTimeTokens] });

  const hasher = await PasswordHasher.create(config.hashing, { engine: edges.hashingEngine, randomness });
  const policy = new PasswordPolicy(config.policy);
  const passwords = new Passwords({ database, clock, hasher, policy, userChanges, events });

  const registration = new Registration({
    database,
    clock,
    users,
    passwords,
    hasher,
    policy,
    sessions,
    devices,
    events,
  });
  const login = new Login({ clock, users, passwords, sessions, devices, events });
  const passwordReset = new PasswordReset(
    { database, users, oneTimeTokens, passwords, hasher, policy, mailQueue, translator, events },
    {
      passwordResetUrl: config.passwordResetUrl ?? `${config.publicUrl}/reset-password`,
      passwordResetTtl: config.passwordResetTtl,
    },
  );

  const resolvers = [
    new RegistrationResolver({ registration }),
    new LoginResolver({ login }),
    new SessionsResolver({ sessions, rotation, endings }),
    new PasswordsResolver({ passwords, policy }),
    new PasswordResetResolver({ passwordReset }),
    new UsersResolver(),
  ];
  const schema = buildClosedSchema(resolverClasses, (resolver) =>
    resolvers.find((instance) => instance.constructor === resolver),
  );

  let draining = false;
  const server = await createServer(
    {
      schema,
      identify: (accessToken) => sessions.identify(accessToken),
      isUnavailable,
      translator,
      randomness,
      health: { check: () => edges.database.check(), draining: () => draining },
      jwks: () => keyRing.toJwks(),
      log,
    },
    config,
  );
  return {
    server,
    userChanges,
    stop: async () => {
      draining = true;
      await closeServer(server, REQUEST_DRAIN);
      await mailQueue.drain(MAIL_DRAIN);
    },
  };
}
