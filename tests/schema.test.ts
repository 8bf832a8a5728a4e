import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql';
import { printedSchema, unansweredSchema } from '../src/app/printed-schema.js';
import { errorDeclarations } from '../src/app/registers.js';
import { publicOperations, serviceOperations } from '../src/platform/graphql/public.js';

/** What clients were promised, as far as it is built. Nothing here may change; a new operation is added. */
const CONTRACT = buildSchema(/* GraphQL */ `
  type Query {
    me: User!
    passwordPolicy: PasswordPolicy!
    exportMyData: JSON!
    users(filter: UserFilter, first: Int = 20, after: String): UserConnection!
    user(id: ID!): User
    auditEvents(filter: AuditFilter, first: Int = 20, after: String): AuditEventConnection!
    serviceKeys: [ServiceKey!]!
    introspectToken(token: String!): TokenIntrospection!
  }

  type Mutation {
    requestEmailVerification: MessagePayload!
    verifyEmail(input: VerifyEmailInput!): MessagePayload!
    requestEmailChange(input: RequestEmailChangeInput!): MessagePayload!
    confirmEmailChange(input: ConfirmEmailChangeInput!): MessagePayload!
    updateProfile(input: UpdateProfileInput!): User!
    deleteAccount(input: DeleteAccountInput!): MessagePayload!
    register(input: RegisterInput!): AuthPayload!
    login(input: LoginInput!): AuthPayload!
    refreshToken(input: RefreshTokenInput): AuthPayload!
    logout(input: LogoutInput): MessagePayload!
    requestPasswordReset(input: RequestPasswordResetInput!): MessagePayload!
    resetPassword(input: ResetPasswordInput!): ResetPasswordPayload!
    changePassword(input: ChangePasswordInput!): MessagePayload!
    revokeSession(id: ID!): MessagePayload!
    revokeOtherSessions: MessagePayload!
    suspendUser(input: SuspendUserInput!): User!
    reinstateUser(userId: ID!, reason: String): User!
    setUserRole(userId: ID!, role: Role!, reason: String): User!
    revokeUserSessions(userId: ID!, reason: String): MessagePayload!
    adjustBalance(input: AdjustBalanceInput!): User!
    createServiceKey(input: CreateServiceKeyInput!): ServiceKeyPayload!
    revokeServiceKey(id: ID!): MessagePayload!
  }

  input CreateServiceKeyInput {
    name: String!
  }
  type ServiceKey {
    id: ID!
    name: String!
    createdById: ID!
    creatorIsAdministrator: Boolean!
    createdAt: DateTime!
    lastUsedAt: DateTime
  }
  type ServiceKeyPayload {
    secret: String!
    serviceKey: ServiceKey!
  }
  type TokenIntrospection {
    active: Boolean!
    tokenType: String
    clientId: String
    sub: ID
    username: String
    email: String
    language: String
    role: Role
    sid: ID
    jti: ID
    iss: String
    aud: [String!]
    iat: Float
    exp: Float
  }

  input RegisterInput {
    username: String!
    email: String!
    password: String!
    languageCode: String = "en"
    referralCode: String
    deviceFingerprint: String
    deviceToken: String
  }
  input LoginInput {
    usernameOrEmail: String!
    password: String!
    deviceFingerprint: String
    deviceToken: String
  }
  input RefreshTokenInput {
    refreshToken: String!
  }
  input LogoutInput {
    refreshToken: String
    everywhere: Boolean = false
  }
  input RequestPasswordResetInput {
    email: String!
  }
  input ResetPasswordInput {
    token: String!
    newPassword: String!
    deviceToken: String
  }
  input ChangePasswordInput {
    currentPassword: String!
    newPassword: String!
  }

  input VerifyEmailInput {
    token: String!
  }
  input RequestEmailChangeInput {
    newEmail: String!
    password: String!
  }
  input ConfirmEmailChangeInput {
    token: String!
  }
  input UpdateProfileInput {
    username: String
    languageCode: String
  }
  input DeleteAccountInput {
    password: String!
  }

  input UserFilter {
    search: String
    role: Role
    status: UserStatus
    emailVerified: Boolean
    since: DateTime
    until: DateTime
  }
  input SuspendUserInput {
    userId: ID!
    reason: String!
    until: DateTime
  }
  input AdjustBalanceInput {
    userId: ID!
    account: LedgerAccount!
    amount: Decimal!
    reason: String!
    idempotencyKey: String
  }
  enum LedgerAccount {
    BALANCE
    REFERRAL
  }

  type AuthPayload {
    accessToken: String!
    refreshToken: String!
    tokenType: String!
    expiresIn: Int!
    user: User!
    deviceToken: String
  }
  type ResetPasswordPayload {
    success: Boolean!
    message: String!
    deviceToken: String
  }
  type MessagePayload {
    success: Boolean!
    message: String!
  }
  type User {
    id: ID!
    username: String!
    email: String!
    emailVerified: Boolean!
    languageCode: String!
    role: Role!
    status: UserStatus!
    balance: Decimal!
    referralBalance: Decimal!
    referralCode: String!
    lastLoginAt: DateTime
    createdAt: DateTime!
    sessions: [Session!]!
    suspension: Suspension
  }
  type Suspension {
    until: DateTime
    reason: String
  }
  type UserConnection {
    edges: [UserEdge!]!
    nodes: [User!]!
    pageInfo: PageInfo!
  }
  type UserEdge {
    cursor: String!
    node: User!
  }
  type Session {
    id: ID!
    current: Boolean!
    createdAt: DateTime!
    lastUsedAt: DateTime!
    expiresAt: DateTime!
    ipAddress: String
    userAgent: String
  }
  type PasswordPolicy {
    minLength: Int!
    maxLength: Int!
    requiresUppercase: Boolean!
    requiresLowercase: Boolean!
    requiresDigit: Boolean!
    requiresSymbol: Boolean!
    minScore: Int!
  }
  type AuditEventConnection {
    edges: [AuditEventEdge!]!
    nodes: [AuditEvent!]!
    pageInfo: PageInfo!
  }
  type AuditEventEdge {
    cursor: String!
    node: AuditEvent!
  }
  type AuditEvent {
    id: ID!
    type: AuditEventType!
    outcome: AuditOutcome!
    createdAt: DateTime!
    actorId: ID
    userId: ID
    sessionId: ID
    detail: String
    reason: String
    requestId: ID!
    ipAddress: String
    userAgent: String
  }
  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  input AuditFilter {
    userId: ID
    types: [AuditEventType!]
    outcome: AuditOutcome
    since: DateTime
    until: DateTime
  }
  enum AuditOutcome {
    SUCCESS
    FAILURE
  }
  enum AuditEventType {
    REGISTERED
    REGISTRATION_REFUSED
    LOGGED_IN
    LOGIN_FAILED
    LOGGED_OUT
    LOGGED_OUT_EVERYWHERE
    SESSION_REVOKED
    OTHER_SESSIONS_REVOKED
    REFRESH_RECOVERED
    REFRESH_TOKEN_REUSED
    PASSWORD_RESET_REQUESTED
    PASSWORD_RESET
    PASSWORD_CHANGED
    PASSWORD_CHANGE_FAILED
    EMAIL_VERIFICATION_REQUESTED
    EMAIL_VERIFIED
    EMAIL_CHANGE_REQUESTED
    EMAIL_CHANGE_FAILED
    EMAIL_CHANGED
    PROFILE_UPDATED
    ACCOUNT_DELETION_FAILED
    ACCOUNT_DELETED
    DATA_EXPORTED
    REFERRAL_REFUSED
    DEVICE_SHARED
    USER_SUSPENDED
    USER_REINSTATED
    USER_ROLE_CHANGED
    USER_SESSIONS_REVOKED
    BALANCE_ADJUSTED
    ADMINISTRATION_REFUSED
    ADMINISTRATION_READ
    SERVICE_KEYS_LEFT
    SERVICE_KEY_CREATED
    SERVICE_KEY_REVOKED
    SERVICE_KEY_REFUSED
    USER_CREATED
    USERS_IMPORTED
    USERS_EXPORTED
    SIGNING_KEY_ROTATED
    SIGNING_KEY_REVOKED
    SECRETS_RESEALED
    RATE_LIMITED
  }
  enum Role {
    USER
    ADMIN
  }
  enum UserStatus {
    ACTIVE
    SUSPENDED
  }
  enum ErrorCode {
    BAD_USER_INPUT
    WEAK_PASSWORD
    INVALID_REFERRAL_CODE
    USERNAME_TAKEN
    EMAIL_TAKEN
    INVALID_CREDENTIALS
    ACCOUNT_SUSPENDED
    UNAUTHENTICATED
    TOKEN_EXPIRED
    TOKEN_INVALID
    TOKEN_REUSED
    FORBIDDEN
    NOT_FOUND
    RATE_LIMITED
    SERVER_BUSY
    SERVICE_UNAVAILABLE
    INTERNAL_SERVER_ERROR
  }
  scalar DateTime
  scalar Decimal
  scalar JSON
`);

/** Operations that anybody may call; each is a decision. Every other one needs a signed-in user. */
const PUBLIC = [
  'register',
  'login',
  'refreshToken',
  'logout',
  'requestPasswordReset',
  'resetPassword',
  'verifyEmail',
  'confirmEmailChange',
  'passwordPolicy',
];

/** Operations that need the key of another service, and no user. */
const FOR_SERVICES = ['introspectToken'];

/** LOG-8: what takes a secret and is a query. Each is refused by GET, so that the secret is in no address. */
const BY_POST_ALONE = ['introspectToken.token'];

/** GT-10: a field whose name sounds like a secret, and is meant to be seen. Each is a decision. */
const MAY_BE_SEEN = [
  'accessToken',
  'refreshToken',
  'deviceToken',
  'tokenType',
  'secret',
  'introspectToken',
  'referralCode',
  'languageCode',
  'passwordPolicy',
];

const schema = await unansweredSchema();

const ownTypes = (of: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(of.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

/** One line for everything that a client can write, with its exact type and nullability. */
function promises(of: GraphQLSchema): string[] {
  const input = ({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
    `${name}: ${type}${defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`}`;
  return ownTypes(of)
    .flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map(({ name }) => `enum ${type.name}.${name}`);
      if (isInputObjectType(type))
        return Object.values(type.getFields()).map((field) => `input ${type.name}.${input(field)}`);
      if (!isObjectType(type)) return [`scalar ${type.name}`];
      return Object.values(type.getFields()).map(({ name, args, type: result }) => {
        const taken = args.length > 0 ? `(${args.map(input).sort().join(', ')})` : '';
        return `type ${type.name}.${name}${taken}: ${result}`;
      });
    })
    .sort();
}

describe('the schema', () => {
  it('is what schema.graphql says; `npm run schema` writes it', async () => {
    const committed = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
    expect(await printedSchema()).toBe(committed);
    expect(printSchema(buildSchema(committed)).trim()).toBe(committed.trim());
  });

  it('keeps every promise of the contract, to the exact type, and makes none beside it', () => {
    expect(promises(schema)).toEqual(promises(CONTRACT));
  });

  it('opens exactly these operations to anybody', () => {
    expect(publicOperations(schema).sort()).toEqual([...PUBLIC].sort());
    expect(serviceOperations(schema)).toEqual(FOR_SERVICES);
  });

  it('GT-10: shows no field that sounds like a secret, but for those that were meant to be seen', () => {
    const suspicious = ownTypes(schema)
      .filter(isObjectType)
      .filter((type) => type !== schema.getMutationType())
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
      .filter((field) => /hash|secret|token|seed|code|password/i.test(field.split('.')[1] ?? ''))
      .filter((field) => !MAY_BE_SEEN.includes(field.split('.')[1] ?? ''));
    expect(suspicious).toEqual([]);
  });

  it('lets nobody ask for something by a secret, but where an address is refused: a query could be in one', () => {
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const taking = queries.flatMap(({ name, args }) => args.map((arg) => `${name}.${arg.name}`));
    expect(taking.filter((arg) => /hash|secret|token|password/i.test(arg))).toEqual(BY_POST_ALONE);
  });

  it('explains every type and every field that clients choose, in whole sentences', () => {
    const lacking: string[] = [];
    const check = (where: string, description: string | null | undefined) => {
      if (!/^[A-Z`0-9].*[.!]$/s.test(description ?? '')) lacking.push(where);
    };
    for (const type of ownTypes(schema)) {
      if (![schema.getQueryType(), schema.getMutationType()].includes(type as never))
        check(type.name, type.description);
      if (!isObjectType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields()))
        check(`${type.name}.${field.name}`, field.description);
    }
    expect(lacking).toEqual([]);
  });

  it('has each code of an error as a value, so that generated clients have them as a type', () => {
    const codes = schema.getType('ErrorCode');
    expect(isEnumType(codes) && codes.getValues().map(({ name }) => name)).toEqual(
      Object.keys(errorDeclarations).sort(),
    );
  });
});
