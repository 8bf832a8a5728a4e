// `latchkey/client/urql`
import {
  type Exchange,
  makeErrorResult,
  makeOperation,
  type Operation,
  type OperationResult,
} from '@urql/core';
import { filter, fromPromise, fromValue, makeSubject, map, merge, mergeMap, pipe, takeUntil } from 'wonka';
import { refusesToken, type TokenSource } from './token-source.js';

/**
 * An exchange of urql's: each operation carries the access token of whoever is signed in, and one that is refused for its
 * token is sent once more with another one. Put it before `fetchExchange`.
 */
export function createAuthExchange(auth: TokenSource): Exchange {
  return ({ forward }) =>
    (operations) => {
      const again = makeSubject<Attempt>();
      const failed = makeSubject<OperationResult>();

      const send = ({ operation, refused }: Attempt) => {
        if (operation.kind === 'teardown') return fromValue(operation);
        const ended = filter(({ kind, key }: Operation) => kind === 'teardown' && key === operation.key);
        const attached = attach(operation, refused).catch((error: Error) => {
          failed.next(makeErrorResult(operation, error));
          return null;
        });
        return pipe(
          fromPromise(attached),
          filter((ready) => ready !== null),
          takeUntil(pipe(operations, ended)),
        );
      };
      const attach = async (operation: Operation, refused?: string): Promise<Operation> => {
        const token = await auth.getAccessToken(refused);
        return withToken(operation, token, refused === undefined ? token : null);
      };
      const isToBeShown = ({ operation, error }: OperationResult): boolean => {
        const refused: unknown = operation.context[FIRST_TOKEN];
        if (typeof refused !== 'string' || !refusesToken(error?.graphQLErrors, error?.response?.status))
          return true;
        again.next({ operation, refused });
        return false;
      };
      const first = pipe(
        operations,
        map((operation): Attempt => ({ operation })),
      );
      const answers = pipe(merge([first, again.source]), mergeMap(send), forward, filter(isToBeShown));
      return merge([answers, failed.source]);
    };
}

/** An operation on its way to the service; the second time with the token that it was refused with. */
interface Attempt {
  readonly operation: Operation;
  readonly refused?: string;
}

/** In the context of an operation: the token that it was first sent with, and null the second time. */
const FIRST_TOKEN = 'latchkeyFirstToken';

function withToken(operation: Operation, token: string | null, first: string | null): Operation {
  const { fetchOptions } = operation.context;
  const given = (typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions) ?? {};
  const headers = new Headers(given.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return makeOperation(operation.kind, operation, {
    ...operation.context,
    [FIRST_TOKEN]: first,
    fetchOptions: { ...given, headers: Object.fromEntries(headers) },
  });
}
