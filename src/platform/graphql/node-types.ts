import { isUuid } from '../../core/uuid.js';
import type { Viewer } from '../../core/viewer.js';

/** Finds an object by its UUID. @returns null if there is none, or the viewer may not see it */
export type FindNode = (viewer: Viewer, uuid: string) => Promise<object | null>;

/** The id of a user is the UUID alone: it is also the `sub` of tokens and the key of the federated entity. */
const UNTYPED = 'User';

/** Writes the id of an object of any other type, such as `AuditEvent:0192…` (decision 48). */
export function nodeId(type: string, uuid: string): string {
  return `${type}:${uuid}`;
}

/** The types of objects that `node` finds. Capabilities join theirs when they are built. */
export class NodeTypes {
  readonly #finders = new Map<string, FindNode>();

  join(type: string, find: FindNode): void {
    this.#finders.set(type, find);
  }

  async find(viewer: Viewer, id: string): Promise<object | null> {
    const [uuid = '', type = UNTYPED, ...more] = id.split(':').reverse();
    const isWritten = more.length === 0 && id === (type === UNTYPED ? uuid : nodeId(type, uuid));
    const find = isWritten && isUuid(uuid) ? this.#finders.get(type) : undefined;
    const found = (await find?.(viewer, uuid)) ?? null;
    return found && { ...found, __typename: type };
  }
}
