import { type AnyExtras, AuthError, type ErrorCode, sentenceOf } from '../../src/core/errors.js';

const until = new Date('2030-01-01T00:00:00Z');

describe('a refusal', () => {
  it('tells the compiler its extra fields by its code', () => {
    const refused: unknown = new AuthError('ACCOUNT_SUSPENDED', { until });
    if (!(refused instanceof AuthError)) throw new TypeError('It is a refusal');
    // @ts-expect-error only some codes have an end
    expect(refused.extras.until).toBe(until);
    if (refused.code !== 'ACCOUNT_SUSPENDED') throw new TypeError('It is a suspension');
    const end: Date | null = refused.extras.until;
    // @ts-expect-error a suspension has no pause
    const pause: unknown = refused.extras.retryAfter;
    expect([end, pause]).toEqual([until, undefined]);
  });

  it('is told apart from an answer by instanceof', () => {
    const answerOf = (result: 'an answer' | AuthError): 'an answer' | ErrorCode =>
      result instanceof AuthError ? result.code : result;
    expect([answerOf('an answer'), answerOf(new AuthError('NOT_FOUND'))]).toEqual(['an answer', 'NOT_FOUND']);
  });

  it('has every extra field where all of them leave, each of its type', () => {
    const refused: AuthError = new AuthError('RATE_LIMITED', { retryAfter: 5 });
    const { retryAfter, fields }: AnyExtras = refused.extras;
    const pause: number | undefined = retryAfter;
    // @ts-expect-error the problems of an input are no texts
    const texts: readonly string[] | undefined = fields;
    // @ts-expect-error no code has such a field
    const unknown: unknown = (refused.extras as AnyExtras).password;
    expect([pause, texts, unknown]).toEqual([5, undefined, undefined]);
  });

  it('does not compile without its extra fields, with those of another code, or with an unknown code', () => {
    const wrong = [
      // @ts-expect-error the pause is missing
      new AuthError('RATE_LIMITED'),
      // @ts-expect-error a pause is a number of seconds
      new AuthError('RATE_LIMITED', { retryAfter: '5' }),
      // @ts-expect-error this code has no extra fields
      new AuthError('NOT_FOUND', { until }),
      // @ts-expect-error no text explains this reason
      new AuthError('FORBIDDEN', { reason: 'dislike' }),
      // @ts-expect-error no capability declares this code
      new AuthError('NEVER_DECLARED'),
    ];
    // The compiler judges: at run time they are what was written.
    expect(wrong.every((error) => error instanceof Error)).toBe(true);
  });

  it('has the message of its reason, and that of its code without one', () => {
    const keys = [new AuthError('FORBIDDEN', { reason: 'ownSuspension' }), new AuthError('FORBIDDEN')].map(
      (refusal) => sentenceOf(refusal).key,
    );
    expect(keys).toEqual(['reasons.ownSuspension', 'errors.FORBIDDEN']);
  });
});
