import type { UserVisibility } from '../../../src/accounts/users/user-visibility.service.js';
import { federation } from '../../../src/integrations/federation/federation.capability.js';

describe('the SDL of the subgraph', () => {
  it('is printed once, however many gateways ask for it at once and later', async () => {
    let printed = 0;
    const printedSchema = async () => `type User {\n  printed${++printed}: Int\n}`;
    const needed = { printedSchema, userVisibility: {} as UserVisibility };
    const { services } = await federation.build(needed, { federation: true });
    const atOnce = await Promise.all(Array.from({ length: 16 }, () => services.subgraphSdl()));
    const answers = new Set([...atOnce, await services.subgraphSdl()]);
    expect([printed, answers.size]).toEqual([1, 1]);
    expect([...answers][0]).toContain('type User @key(fields: "id") {\n  printed1: Int\n}');
  });
});
