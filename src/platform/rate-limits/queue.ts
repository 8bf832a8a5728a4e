/** Where a member of a queue stands. */
export interface Place<T> {
  readonly member: T | null;
  before: Place<T>;
  after: Place<T>;
}

/**
 * A queue that members may leave from anywhere, in constant time. A Set keeps order too, but finding its first
 * member walks over all that left before it: with 20,000 members, 25 µs for each charge of a flood.
 */
export class Queue<T> {
  /** Stands before the first and after the last, so that no place has a missing neighbour. */
  readonly #end: Place<T>;

  constructor() {
    const end = { member: null } as Place<T>;
    end.before = end;
    end.after = end;
    this.#end = end;
  }

  get first(): T | null {
    return this.#end.after.member;
  }

  append(member: T): Place<T> {
    const place = { member, before: this.#end.before, after: this.#end };
    place.before.after = place;
    this.#end.before = place;
    return place;
  }

  remove(place: Place<T>): void {
    place.before.after = place.after;
    place.after.before = place.before;
    // One that has left and is not collected yet would keep alive all that left after it.
    place.before = place;
    place.after = place;
  }
}
