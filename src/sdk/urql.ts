// `latchkey/client/urql`
import {
  type Exchange,
  makeErrorResult,
  makeOperation,
  type Operation,
  type OperationResult,
} from '@urql/core';
import { filter, fromPromise, fromValue, makeSubject, merge, mergeMap, pipe, takeUntil } from 'wonka';
import { refusesToken, type TokenSource } from './token-source.js';

/**
 * An exchange of urql's: each operation carries the access token of whoever is signed in, and one that is refused for its
 * token is sent once more with another one. Put it before `fetchExchange`.
 */
export function createAuthExchange(auth: TokenSource): Exchange {
  return ({ forward }) =>
    (operations) => {
      const again = makeSubject<Operation>();
      const failed = makeSubject<OperationResult>();
      /** The token that each operation under way was sent with. */
      const sentWith = new Map<number, { token: string | null; isRetry: boolean }>();

      const send = (operation: Operation) => {
        if (operation.kind === 'teardown') {
          sentWith.delete(operation.key);
          return fromValue(operation);
        }
        const ended = filter(({ kind, key }: Operation) => kind === 'teardown' && key === operation.key);
        const attached = attach(operation).catch((error: Error) => {
          sentWith.delete(operation.key);
          failed.next(makeErrorResult(operation, error));
          return null;
        });
        return pipe(
          fromPromise(attached),
          filter((ready) => ready !== null),
          takeUntil(pipe(operations, ended)),
        );
      };
      const attach = async (operation: Operation): Promise<Operation> => {
        const before = sentWith.get(operation.key);
        const token = await auth.getAccessToken(before?.token ?? undefined);
        sentWith.set(operation.key, { token, isRetry: before !== undefined });
        return token === null ? operation : withToken(operation, token);
      };
      const isToBeShown = ({ operation, error }: OperationResult): boolean => {
        const sent = sentWith.get(operation.key);
        const isRefused = refusesToken(error?.graphQLErrors, error?.response?.status);
        if (isRefused && sent && sent.token !== null && !sent.isRetry) {
          again.next(operation);
          return false;
        }
        sentWith.delete(operation.key);
        return true;
      };
      const answers = pipe(merge([operations, again.source]), mergeMap(send), forward, filter(isToBeShown));
      return merge([answers, failed.source]);
    };
}

function withToken(operation: Operation, token: string): Operation {
  const { fetchOptions } = operation.context;
  const given = (typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions) ?? {};
  const headers = new Headers(given.headers);
  headers.set('authorization', `Bearer ${token}`);
  return makeOperation(operation.kind, operation, {
    ...operation.context,
    fetchOptions: { ...given, headers: Object.fromEntries(headers) },
  });
}
