/** A number that tells an operator how the service does. It says nothing about anybody (HH-6). */
export interface Measure {
  readonly name: string;
  readonly help: string;
  /** A counter only ever grows, from the start of the process on. */
  readonly kind: 'counter' | 'gauge';
  /** @throws when it cannot be known now */
  read(): number | Promise<number>;
}
