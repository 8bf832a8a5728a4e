// `@latchkey/client/apollo`
import { ApolloLink } from '@apollo/client/link';
import { catchError, from, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import { cureOf, type TokenSource } from './token-source.js';

/**
 * Makes a link for Apollo Client. Each operation carries the access token of the signed-in user. An operation
 * whose token is refused, or needs a step-up, is sent once more with another token. Put this link before the
 * terminating link.
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
    const sendAgain = (token: string, next: Promise<string | null>, refusal: Observable<ApolloLink.Result>) =>
      from(next).pipe(mergeMap((other) => (other === null || other === token ? refusal : send(other))));
    return from(auth.getAccessToken()).pipe(
      mergeMap((token) => {
        if (token === null) return send(null);
        return send(token).pipe(
          map((result) => ({ cure: cureOf(auth, result.errors), answer: of(result) })),
          catchError((error: { statusCode?: number }) =>
            of({ cure: cureOf(auth, [], error.statusCode), answer: throwError(() => error) }),
          ),
          mergeMap(({ cure, answer }) => (cure ? sendAgain(token, cure(token), answer) : answer)),
        );
      }),
    );
  });
}
