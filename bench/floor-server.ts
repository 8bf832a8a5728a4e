import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { FloorTokens } from './floor-tokens.js';

/** The two statements of a floor. Whatever is slower than these is overhead of the service. */
export interface FloorStatements {
  findUser(id: string): Promise<object | undefined>;
  /** @returns nothing when the session has gone on to another generation or has ended */
  raiseGeneration(id: string, generation: number, now: Date): Promise<RaisedSession | undefined>;
}

export interface RaisedSession {
  generation: number;
  expires_at: Date;
}

/** The columns of `users` behind the fields that the load asks for. */
export const FIND_USER = `
  SELECT id, username, email, email_verified_at IS NOT NULL AS "emailVerified", language_code AS "languageCode",
         role, status, balance, referral_balance AS "referralBalance", referral_code AS "referralCode",
         last_login_at AS "lastLoginAt", created_at AS "createdAt"
  FROM users WHERE id = $1`;

export const RAISE_GENERATION = `
  UPDATE sessions SET generation = generation + 1, rotated_at = $3, last_used_at = $3
  WHERE id = $1 AND generation = $2 AND expires_at > $3 RETURNING generation, expires_at`;

const typeDefs = `
  scalar DateTime
  scalar Decimal
  enum Role { USER ADMIN }
  enum UserStatus { ACTIVE SUSPENDED }
  type User {
    id: ID! username: String! email: String! emailVerified: Boolean! languageCode: String!
    role: Role! status: UserStatus! balance: Decimal! referralBalance: Decimal! referralCode: String!
    lastLoginAt: DateTime createdAt: DateTime!
  }
  type AuthPayload { accessToken: String! refreshToken: String! tokenType: String! expiresIn: Int! }
  input RefreshTokenInput { refreshToken: String! }
  type Query { me: User! }
  type Mutation { refreshToken(input: RefreshTokenInput!): AuthPayload! }
`;

interface Context {
  authorization: string;
}

/** Apollo Server on Fastify with nothing around it: what the parts that the service is made of do by themselves. */
export async function serveFloor(statements: FloorStatements): Promise<void> {
  const privateKey = process.env['FLOOR_KEY'] ?? '';
  const apollo = new ApolloServer<Context>({ typeDefs, resolvers: resolversOver(statements, privateKey) });
  await apollo.start();
  const server = Fastify();
  const handler = fastifyApolloHandler(apollo, {
    context: async ({ headers }) => ({ authorization: headers.authorization ?? '' }),
  });
  server.route({ method: ['GET', 'POST'], url: '/graphql', handler });
  await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
}

function resolversOver(statements: FloorStatements, privateKey: string) {
  const tokens = new FloorTokens(privateKey);
  return {
    Query: {
      me: (_root: unknown, _args: unknown, { authorization }: Context) => {
        const { sub } = tokens.check(authorization.slice('Bearer '.length));
        return statements.findUser(String(sub));
      },
    },
    Mutation: {
      refreshToken: async (_root: unknown, { input }: { input: { refreshToken: string } }) => {
        const { sub, sid, gen } = tokens.check(input.refreshToken);
        const now = new Date();
        const session = await statements.raiseGeneration(sid, gen, now);
        if (session === undefined) throw new Error('The session has gone on');
        const seconds = Math.floor(now.getTime() / 1000);
        const lastSecond = Math.floor(session.expires_at.getTime() / 1000);
        return {
          accessToken: tokens.mint('at+jwt', { sub, sid, role: 'USER', exp: seconds + 900 }),
          refreshToken: tokens.mint('rt+jwt', { sub, sid, gen: session.generation, exp: lastSecond }),
          tokenType: 'Bearer',
          expiresIn: 900,
        };
      },
    },
  };
}
