import { clientOf } from '../../support/administrators.js';
import type { Client } from '../../support/client.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

describe('the cost of an operation', () => {
  let service: TestService;
  let client: Client;
  beforeAll(async () => {
    service = await startService({ env: { FEDERATION: 'on' } });
    client = clientOf(service, await registerPerson(service.client));
  });
  afterAll(() => service.stop());

  const NESTED = (outer: string, inner: string) =>
    `auditEvents(${outer}) { nodes { user { ledgerEntries(${inner}) { nodes { id } } } } }`;
  const NESTED_SESSIONS = (count: number) =>
    `auditEvents(first: ${count}) { nodes { user { sessions { id } } } }`;
  const events = (size: string) => `auditEvents(${size}) { nodes { id } }`;
  const times = (count: number, field: string) =>
    Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

  const refusal = async (document: string, variables = {}) => {
    const { errors, status } = await client.raw(document, variables);
    return errors.length === 0 ? 'accepted' : `${status} ${errors[0]?.message}`;
  };
  const REFUSED = '400 The operation requests too many items';

  it.each([
    [
      'the default size',
      `{ ${NESTED('first: 95', 'after: null')} }`,
      `{ ${NESTED('first: 96', 'after: null')} }`,
    ],
    [
      'first within first',
      `{ ${NESTED('first: 40', 'first: 49')} }`,
      `{ ${NESTED('first: 40', 'first: 50')} }`,
    ],
    ['last within last', `{ ${NESTED('last: 40', 'last: 49')} }`, `{ ${NESTED('last: 40', 'last: 50')} }`],
    [
      'a list without pages, which counts as one of a hundred',
      `{ ${NESTED_SESSIONS(19)} }`,
      `{ ${NESTED_SESSIONS(20)} }`,
    ],
    ['aliases', `{ ${times(20, events('first: 100'))} }`, `{ ${times(21, events('first: 100'))} }`],
    [
      'fragments',
      `{ ...F } fragment F on Query { ... on Query { ${NESTED('first: 40', 'first: 49')} } }`,
      `{ ...F } fragment F on Query { ... on Query { ${NESTED('first: 40', 'first: 50')} } }`,
    ],
    [
      'a size out of range, which cannot lower the sum',
      `{ me { id } }`,
      `{ ${times(20, events('first: 100'))} b: ${events('first: -90000')} }`,
    ],
  ])('GT-2: is the number of items, by %s, and 2000 at most', async (_what, good, bad) => {
    expect(await refusal(good)).toBe('accepted');
    expect(await refusal(bad)).toBe(REFUSED);
  });

  it('GT-2: is counted with variables and their defaults', async () => {
    const document = `query ($outer: Int!, $inner: Int = 50) { ${NESTED('first: $outer', 'first: $inner')} }`;
    expect(await refusal(document, { outer: 39 })).toBe('accepted');
    expect(await refusal(document, { outer: 40 })).toBe(REFUSED);
    expect(await refusal(document, { outer: 40, inner: 49 })).toBe('accepted');
  });

  it('GT-2: counts the references of a gateway', async () => {
    const document = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { ledgerEntries(first: 1) { nodes { id } } } } }`;
    const of = (count: number) => Array(count).fill({ __typename: 'User', id: 'x' });
    // A small page is a query too, and counts as ten items.
    expect(await refusal(document, { of: of(181) })).toBe('accepted');
    expect(await refusal(document, { of: of(182) })).toBe(REFUSED);
  });

  it('leaves a size out of range to the rule of the field', async () => {
    const { errors } = await client.raw(`{ ${events('first: 5000')} }`);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'first' }] });
  });
});
