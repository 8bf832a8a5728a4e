import { eventDeclarations } from '../../src/app/registers.js';
import type { AuthEvent, AuthEventOf, EventDeclaration, EventDeclarations } from '../../src/core/events.js';
import { sessionEvents } from '../../src/sessions/sessions.events.js';

const declarations = Object.entries<EventDeclaration<never>>(eventDeclarations);
const requestMeta = { requestId: '00000000-0000-4000-8000-000000000000', ipAddress: null, userAgent: null };

describe('the events of the service', () => {
  it.each(declarations)('%s is described in a sentence, by a type that the table can hold', (type, event) => {
    expect(event.description).toMatch(/^[A-Z`].{15,}\.$/);
    expect(type).toMatch(/^[a-z]+(_[a-z]+)+$|^(registered|reauthenticated)$/);
    expect(type.length).toBeLessThanOrEqual(40);
  });

  it('do not compile when one is left out, made up, half declared or recorded without its members', () => {
    const { logged_out, ...others } = sessionEvents;
    const { outcome: _outcome, ...half } = logged_out;
    // @ts-expect-error logged_out is in the catalogue and is not declared
    const incomplete: EventDeclarations<keyof typeof sessionEvents> = others;
    // @ts-expect-error the other folders have events too
    const onlyOnes: EventDeclarations = sessionEvents;
    // @ts-expect-error no folder has such an event in the catalogue
    const madeUp: EventDeclarations<'never_happened'> = { never_happened: logged_out };
    const excess: EventDeclarations<'logged_out'> = {
      logged_out,
      // @ts-expect-error it is declared beside the events of the catalogue
      never_happened: logged_out,
    };
    // @ts-expect-error its outcome is missing
    const halfDeclared: EventDeclaration<'logged_out'> = half;
    // @ts-expect-error its session is missing
    const partial: AuthEventOf<'logged_out'> = { type: 'logged_out', userId: 'u', requestMeta };
    // @ts-expect-error there is no such event
    const unknown: AuthEvent = { type: 'never_happened', requestMeta };
    // The compiler judges: at run time they are what was assigned.
    expect([incomplete, onlyOnes, madeUp, excess, halfDeclared, partial, unknown]).not.toContain(undefined);
  });
});
