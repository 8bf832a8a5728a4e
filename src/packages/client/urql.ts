// `@latchkey/client/urql`
import {
  type Exchange,
  makeErrorResult,
  makeOperation,
  type Operation,
  type OperationResult,
} from '@urql/core';
import { filter, fromPromise, fromValue, makeSubject, map, merge, mergeMap, pipe, takeUntil } from 'wonka';
import { cureOf, type TokenSource } from './token-source.js';

/**
 * Makes an exchange for urql. Each operation carries the access token of the signed-in user. An operation
 * whose token is refused, or needs a step-up, is sent once more with another token. Put this exchange before `fetchExchange`.
 */
export function createAuthExchange(auth: TokenSource): Exchange {
  return ({ forward }) =>
    (operations) => {
      const again = makeSubject<Attempt>();
      const failed = makeSubject<OperationResult>();

      const send = ({ operation, cured }: Attempt) => {
        if (operation.kind === 'teardown') return fromValue(operation);
        const ended = filter(({ kind, key }: Operation) => kind === 'teardown' && key === operation.key);
        const attached = attach(operation, cured).catch((error: Error) => {
          failed.next(makeErrorResult(operation, error));
          return null;
        });
        return pipe(
          fromPromise(attached),
          filter((ready) => ready !== null),
          takeUntil(pipe(operations, ended)),
        );
      };
      const attach = async (operation: Operation, cured?: Cured): Promise<Operation | null> => {
        const token = await (cured ? cured.token : auth.getAccessToken());
        if (!cured) return withToken(operation, token, token);
        if (token !== null) return withToken(operation, token, null);
        failed.next(cured.refusal);
        return null;
      };
      const isToBeShown = (refusal: OperationResult): boolean => {
        const { operation, error } = refusal;
        const refused: unknown = operation.context[FIRST_TOKEN];
        if (typeof refused !== 'string') return true;
        const cure = cureOf(auth, error?.graphQLErrors, error?.response?.status);
        if (!cure) return true;
        again.next({ operation, cured: { token: cure(refused), refusal } });
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

/** An operation to send. */
interface Attempt {
  readonly operation: Operation;
  readonly cured?: Cured;
}

/** The token of the second attempt, and the answer to show if there is none. */
interface Cured {
  readonly token: Promise<string | null>;
  readonly refusal: OperationResult;
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
