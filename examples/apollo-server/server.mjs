import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createTokenVerifier } from '@latchkey/verifier';
import { callerContext } from '@latchkey/verifier/apollo';

const typeDefs = `#graphql
  type Query {
    greeting: String!
    notes: [String!]!
  }
  type Mutation {
    addNote(text: String!): [String!]!
  }
`;

/** @type {Map<string, string[]>} keyed by the user's id, which never changes */
const notes = new Map();

/** @type {ApolloServer<import('@latchkey/verifier/apollo').CallerContext>} */
const server = new ApolloServer({
  typeDefs,
  resolvers: {
    Query: {
      // For every client. The server knows the user of a valid token.
      greeting: (_parent, _args, { caller }) => `Hello, ${caller.claims?.sub ?? 'stranger'}`,
      // Only for users. Other clients get a code that they know.
      notes: (_parent, _args, { caller }) => notes.get(caller.require().sub) ?? [],
    },
    Mutation: {
      addNote: (_parent, { text }, { caller }) => {
        const { sub } = caller.require();
        notes.set(sub, [...(notes.get(sub) ?? []), text]);
        return notes.get(sub);
      },
    },
  },
});

const issuer = process.env.LATCHKEY_ISSUER ?? 'http://localhost:4000';
const { url } = await startStandaloneServer(server, {
  context: callerContext(createTokenVerifier({ issuer })),
  listen: { port: Number(process.env.PORT ?? 4001) },
});
console.log(`Notes are at ${url}`);
