/** Why an exchange with another host failed. */
export type OutgoingProblem =
  /** The address may not be called: its scheme, its port, or what it resolves to. */
  | 'address refused'
  | 'unreachable'
  | 'timed out'
  | 'redirected'
  | 'answer too large'
  /** The answer is compressed although the request asked for none, so its size is not known beforehand. */
  | 'answer compressed'
  /** The host answered, and refuses the service: its secret, or the number of its requests. */
  | 'access refused'
  | 'answer malformed';

/** The message names the host alone: paths and queries may hold secrets, and messages reach the log. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';

  constructor(
    readonly problem: OutgoingProblem,
    readonly host: string,
    options?: ErrorOptions,
  ) {
    super(`${problem}: ${host}`, options);
  }

  /** The log has the codes of errors, and not their messages. */
  get code(): OutgoingProblem {
    return this.problem;
  }
}
