/** A metric for the operator. It contains no data about users (HH-6). */
export interface Metric {
  readonly name: string;
  readonly help: string;
  /** A counter starts at 0 with the process and never decreases. */
  readonly kind: 'counter' | 'gauge';
  /** @throws if the value is not available at the moment */
  read(): number | Promise<number>;
}
