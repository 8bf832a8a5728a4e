import type { AuthEventOf } from '../../src/core/events.js';
import { asSessionId, asUserId, parseSessionId, parseUserId, type UserId } from '../../src/core/ids.js';
import type { RequestMeta, Viewer } from '../../src/core/viewer.js';
import type { Sessions } from '../../src/sessions/sessions.service.js';

const ID = '0b0c8a1e-5a0d-4a55-9d0f-0d6c1c2a7f10';

describe('an id', () => {
  it.each([parseUserId, parseSessionId])(
    'that a client sent is a UUID in lower case, or nothing: %p',
    (parse) => {
      expect(parse(ID)).toBe(ID);
      for (const sent of [ID.toUpperCase(), `${ID} `, ID.slice(1), '', 'me', 7, null, undefined, [ID]])
        expect(parse(sent)).toBeNull();
    },
  );

  it('of a user, of a session and of anything else do not compile in place of each other', () => {
    const misuse = (viewer: Viewer, sessions: Sessions, requestMeta: RequestMeta) => {
      // @ts-expect-error it is the id of a session
      const user: UserId = viewer.sessionId;
      // @ts-expect-error nobody has said that the text is the id of a user
      const text: UserId = ID;
      // @ts-expect-error it is the id of a user
      const swapped: Viewer = { ...viewer, sessionId: viewer.account.id };
      const event: AuthEventOf<'logged_out'> = {
        type: 'logged_out',
        // @ts-expect-error it is the id of a session
        userId: viewer.sessionId,
        // @ts-expect-error it is the id of a user
        sessionId: viewer.account.id,
        requestMeta,
      };
      // @ts-expect-error it is the id of a session
      return [user, text, swapped, event, sessions.exportOf(viewer.sessionId)];
    };
    // The compiler is the judge, so nothing runs.
    expect(misuse).toBeInstanceOf(Function);
    expect([asUserId(ID), asSessionId(ID)]).toEqual([ID, ID]);
  });
});
