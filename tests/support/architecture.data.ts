/** The rows of folders, from the bottom up. A file imports from the rows below its own, never from its own or above. */
export const ROWS: readonly (readonly string[])[] = [
  ['core'],
  ['generated'],
  ['platform'],
  ['accounts'],
  ['sessions', 'credentials', 'rewards'],
  ['flows'],
  ['admin', 'integrations'],
  ['operator'],
  ['app'],
];

/** Rows whose files belong together, whatever folder they are in. */
export const UNDIVIDED: readonly string[] = ['core', 'sessions', 'app'];

/** What a folder of the platform may know of its neighbours. A folder that is not listed knows none. */
export const PLATFORM: Readonly<Record<string, readonly string[]>> = {
  // The types that a declaration is made of; nothing of them is left at run time.
  'platform/capabilities': [
    'platform/audit',
    'platform/database',
    'platform/encryption-keys',
    'platform/graphql',
    'platform/i18n',
    'platform/mail',
    'platform/outgoing-http',
    'platform/rate-limits',
  ],
  'platform/rate-limits': ['platform/capabilities'],
  'platform/captcha': [
    'platform/audit',
    'platform/capabilities',
    'platform/graphql',
    'platform/outgoing-http',
  ],
  'platform/graphql': ['platform/capabilities', 'platform/i18n'],
  'platform/http': ['platform/graphql', 'platform/i18n'],
  'platform/mail': ['platform/capabilities', 'platform/database', 'platform/i18n', 'platform/rate-limits'],
  'platform/audit': ['platform/capabilities', 'platform/database'],
  'platform/background': ['platform/capabilities', 'platform/database'],
  'platform/encryption-keys': ['platform/audit', 'platform/capabilities', 'platform/database'],
};

export const SCHEMA_CLASSES = /^platform\/graphql\/|\.(type|input|resolver)\.ts$/;
/** Where a package may be imported. One that is not listed has no home yet: give it one. */
export const PACKAGES: Readonly<Record<string, RegExp>> = {
  '@apollo/client': /^packages\/client\/apollo\.ts$/,
  '@apollo/server': /^platform\/(graphql|http)\//,
  '@as-integrations/fastify': /^platform\/http\/graphql-route\.ts$/,
  '@electric-sql/pglite': /^platform\/database\/embedded(-adapter|-files|-internals|-rows|-statements)?\.ts$/,
  '@fastify/cookie': /^platform\/http\//,
  '@fastify/cors': /^platform\/http\//,
  '@node-rs/argon2': /^credentials\/passwords\/hashing-engine\.ts$/,
  '@prisma/adapter-pg': /^platform\/database\/postgresql(-adapter)?\.ts$/,
  '@prisma/client': /^platform\/database\//,
  '@prisma/driver-adapter-utils': /^platform\/database\//,
  '@prisma/schema-engine-wasm': /^platform\/database\/schema-engine\.ts$/,
  // It takes longer to load than the rest of a start, so it is loaded at the first ceremony.
  '@simplewebauthn/server': /^credentials\/passkeys\/ceremonies\.ts$/,
  '@urql/core': /^packages\/client\/urql\.ts$/,
  '@zxcvbn-ts/core': /^credentials\/passwords\/password-policy\.ts$/,
  '@zxcvbn-ts/language-common': /^credentials\/passwords\/password-policy\.ts$/,
  '@zxcvbn-ts/language-en': /^credentials\/passwords\/password-policy\.ts$/,
  argon2: /^credentials\/passwords\/hashing-engine\.ts$/,
  bcrypt: /^credentials\/passwords\/foreign-bcrypt\.ts$/,
  bowser: /^platform\/mail\/told-device\.ts$/,
  'class-validator': SCHEMA_CLASSES,
  commander: /^(platform\/command-line\/|operator\/[\w-]+\/[\w-]+\.commands\.ts$)/,
  fastify: /^(platform\/http\/|app\/(build-service|service)\.ts$)/,
  'fs-native-extensions': /^platform\/database\/data-folder\.ts$/,
  graphql:
    /^(platform\/graphql\/|platform\/http\/|integrations\/federation\/|app\/(printed-schema|written-documents)\.ts$)/,
  'graphql-scalars': /^(platform\/graphql\/scalars|integrations\/federation\/federation\.type)\.ts$/,
  ioredis: /^platform\/rate-limits\//,
  i18next: /^platform\/i18n\/translator\.ts$/,
  'ipaddr.js': /^(core|platform\/http|platform\/outgoing-http|platform\/rate-limits)\//,
  jose: /^(packages\/verifier\/|sessions\/signing-keys\/access-key\.ts$|flows\/provider-sign-in\/(apple-secret|id-tokens|provider-keys)\.ts$)/,
  jsonwebtoken: /^sessions\/signed-token\.ts$/,
  mustache: /^platform\/mail\//,
  nodemailer: /^platform\/mail\//,
  pg: /^platform\/database\//,
  // Loaded at the first sign-in with a provider.
  'openid-client': /^flows\/provider-sign-in\/provider-connection\.ts$/,
  otpauth: /^credentials\/totp\/totp-code\.ts$/,
  'pglite-prisma-adapter': /^platform\/database\/(embedded-adapter|new-migration)\.ts$/,
  'prom-client': /^platform\/http\/metrics\.ts$/,
  pino: /^app\/serve\.ts$/,
  'rate-limiter-flexible': /^platform\/rate-limits\//,
  rxjs: /^packages\/client\/apollo\.ts$/,
  'reflect-metadata': /^(platform\/graphql\/schema|app\/build-service)\.ts$/,
  'type-graphql': SCHEMA_CLASSES,
  wonka: /^packages\/client\/urql\.ts$/,
};

export const NOWHERE = /^$/;
/** Where a name of an imported module may be used. */
export const IMPORTED_NAMES: Readonly<Record<string, RegExp>> = {
  randomBytes: /^core\/randomness\.ts$/,
  randomUUID: /^core\/randomness\.ts$/,
  randomInt: /^core\/randomness\.ts$/,
  getRandomValues: /^core\/randomness\.ts$/,
  // Firebase makes hashes with a cipher.
  createCipheriv: /^(core\/secret-box|credentials\/passwords\/foreign-scrypt)\.ts$/,
  createDecipheriv: /^core\/secret-box\.ts$/,
  // WordPress makes hashes with an HMAC.
  createHmac: /^(core\/secret-box|credentials\/passwords\/foreign-bcrypt)\.ts$/,
  hkdfSync: /^core\/secret-box\.ts$/,
  timingSafeEqual: /^core\/secret-token\.ts$/,
  scrypt: /^credentials\/passwords\/foreign-scrypt\.ts$/,
  pbkdf2: /^credentials\/passwords\/foreign-pbkdf2\.ts$/,
  generateKeyPair: /^sessions\/signing-keys\/signing-algorithm\.ts$/,
  generateKeyPairSync: NOWHERE,
  // Only checks the key of Apple's client.
  createPrivateKey: /^(sessions\/signing-keys\/access-key|flows\/provider-sign-in\/apple-secret)\.ts$/,
  createSecretKey: /^sessions\/signing-keys\/refresh-key\.ts$/,
};
export const MODULES_NOWHERE =
  /^(node:)?(child_process|cluster|dgram|dns|http|https|http2|inspector|process|repl|tls|vm)(\/|$)/;
/** The one home of requests to other hosts: their time-outs, sizes and checks of addresses. */
export const OUTGOING = /^platform\/outgoing-http\//;
export const OUTGOING_MODULES = /^node:(dns|http|https)$/;

/** The verifier has one of its own, for it takes nothing from the service; so has the client. */
export const CLOCKS = /^(core|packages\/verifier)\/clock\.ts$/;
export const ANY_CLOCK = /^((core|packages\/verifier)\/clock|packages\/client\/platform)\.ts$/;
/** Where a thing may be called, or at all be named. */
export const CALLS: Readonly<Record<string, RegExp>> = {
  'Date.now': ANY_CLOCK,
  'new Date()': CLOCKS,
  'Date()': CLOCKS,
  'Math.random': NOWHERE,
  // Packages run in other processes, with the fetch of their platform.
  fetch: /^(platform\/outgoing-http\/status-of|packages\/(client|verifier)\/[\w-]+)\.ts$/,
  eval: NOWHERE,
  'new Function': NOWHERE,
};
export const START = /^app\/(serve|latchkey|process-shell|new-migration)\.ts$/;
export const MEMBERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^process\.env\b/, START],
  // The embedded database ends the process where PostgreSQL would end its own.
  [/^process\.exit$/, /^(app\/serve|platform\/database\/embedded-files)\.ts$/],
  [/^process\.(exitCode|argv)$/, START],
  [/^process\.(stdout|stderr)\.write$/, START],
  [/^console\./, NOWHERE],
  // Randomness by the side door: the web's `crypto`, or the whole module under a name.
  [/^\w*crypto\.(random\w+|getRandomValues|webcrypto)$/i, NOWHERE],
  [/^\w*crypto\.subtle$/i, /^packages\/client\/transport\.ts$/],
  [/\.\$(queryRawUnsafe|executeRawUnsafe)$/, NOWHERE],
  // Names of columns from the model, which no request can reach.
  [/^Prisma\.raw$/, /^platform\/database\/columns\.ts$/],
  // What PGlite does not promise.
  [/^pglite\._/, /^platform\/database\/embedded-internals\.ts$/],
  [/\.NODEFS$/, /^platform\/database\/embedded-internals\.ts$/],
  [/\.\$transaction$/, /^platform\/database\/transaction\.ts$/],
];

/** Where a value may be asserted to have a branded type. Any other assertion could make what the brand rules out. */
export const ASSERTIONS: Readonly<Record<string, RegExp>> = {
  UserId: /^core\/ids\.ts$/,
  SessionId: /^core\/ids\.ts$/,
  LockedUser: /^accounts\/users\/users\.service\.ts$/,
  LockedAccount: /^accounts\/users\/users\.service\.ts$/,
  Transaction: /^platform\/database\/transaction\.ts$/,
};

/** Who may speak to the database: services, and the two SQL fragments that statements of several services share. */
export const SPEAKS_TO_DATABASE =
  /\.service\.ts$|^platform\/database\/|^accounts\/users\/(account-row|identifier)\.ts$/;
/** May hold the connection without using it. */
export const HOLDS_DATABASE = /^(app\/(build-service|adapters|re-encryption)\.ts$|platform\/capabilities\/)/;

/**
 * What makes a session, and who may name it. The writer alone inserts the row of a session, and the rows that belong
 * to it in tables of other folders.
 */
export const OPENING = {
  service: 'sessionOpenings',
  file: 'sessions/session-openings.ts',
  writer: 'flows/sign-in/opening.service.ts',
  tables: ['sessions', 'devices', 'audit_events'],
  callers: /^(flows\/sign-in|sessions)\//,
};
/** The operations that may answer with the tokens of a session. */
export const ANSWERS_WITH_TOKENS =
  /^(flows\/[\w-]+\/[\w-]+\.resolver\.ts: \w+|sessions\/sessions\.resolver\.ts: refreshToken)$/;
