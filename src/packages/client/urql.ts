// `@latchkey/client/urql`
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
 * Makes an exchange for urql. Each operation carries the access token of the signed-in user. An operation
 * whose token is refused is sent once more with another token. Put this exchange before `fetchExchange`.
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

/** An operation to send. The second attempt holds the token that the service refused. */
interface Attempt {
  readonly operation: Operation;
  readonly refused?: string;
}

/** The key in the operation context: the token of the first attempt, and null for the second. */
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
