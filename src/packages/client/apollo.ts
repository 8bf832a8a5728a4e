// `latchkey/client/apollo`
import { ApolloLink } from '@apollo/client/link';
import { catchError, from, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import { refusesToken, type TokenSource } from './token-source.js';

/**
 * A link of Apollo Client's: each operation carries the access token of whoever is signed in, and one that is refused
 * for its token is sent once more with another one. Put it before the link that ends the chain.
 */
export function createAuthLink(auth: TokenSource): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const send = (token: string | null): Observable<ApolloLink.Result> => {
      if (token !== null)
        operation.setContext(({ headers }) => ({
          headers: { ...headers, authorization: `Bearer ${token}` },
        }));
      return forward(operation);
    };
    const sendAgain = (token: string, refusal: Observable<ApolloLink.Result>) =>
      from(auth.getAccessToken(token)).pipe(
        mergeMap((next) => (next === null || next === token ? refusal : send(next))),
      );
    return from(auth.getAccessToken()).pipe(
      mergeMap((token) => {
        if (token === null) return send(null);
        return send(token).pipe(
          map((result) => ({ isRefused: refusesToken(result.errors), answer: of(result) })),
          catchError((error: { statusCode?: number }) =>
            of({ isRefused: refusesToken([], error.statusCode), answer: throwError(() => error) }),
          ),
          mergeMap(({ isRefused, answer }) => (isRefused ? sendAgain(token, answer) : answer)),
        );
      }),
    );
  });
}
