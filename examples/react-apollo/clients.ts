import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { createAuthClient, inCookie } from '@latchkey/client';
import { createAuthLink } from '@latchkey/client/apollo';

const url: string = import.meta.env['VITE_LATCHKEY_URL'] ?? 'http://localhost:4000/graphql';

/** Signs in and out. The refresh token is in a cookie that no script can read. */
export const auth = createAuthClient({ url, storage: inCookie() });

/** Sends queries, here to Latchkey. Use it in the same way for your own API that trusts Latchkey's tokens. */
export const client = new ApolloClient({
  link: ApolloLink.from([createAuthLink(auth), new HttpLink({ uri: url })]),
  cache: new InMemoryCache(),
});
