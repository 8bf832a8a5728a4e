import type { BaseServices } from '../../../src/platform/capabilities/base-services.js';
import { defineCapability } from '../../../src/platform/capabilities/capability.js';

class AsksForWhatItNeeds {
  constructor(readonly deps: Pick<BaseServices, 'clock'>) {}
}
class AsksForMore {
  constructor(readonly deps: Pick<BaseServices, 'clock' | 'log'>) {}
}
class AsksForAnotherType {
  constructor(readonly deps: { clock: { tick(): void } }) {}
}
class AsksForNoService {
  constructor(readonly deps: { horoscope: object }) {}
}

const CAPABILITY = {
  name: 'example',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  needs: ['clock'],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
} as const;

describe('the resolvers of a capability', () => {
  it('compile only if they ask for services that the capability needs', async () => {
    const capabilities = [
      defineCapability({ ...CAPABILITY, resolvers: async () => [AsksForWhatItNeeds] }),
      // @ts-expect-error the capability does not need the log
      defineCapability({ ...CAPABILITY, resolvers: async () => [AsksForMore] }),
      // @ts-expect-error the clock is of another type
      defineCapability({ ...CAPABILITY, resolvers: async () => [AsksForAnotherType] }),
      // @ts-expect-error there is no such service
      defineCapability({ ...CAPABILITY, resolvers: async () => [AsksForNoService] }),
    ];
    // The compiler judges: at run time each is what was written.
    expect(capabilities).toHaveLength(4);
  });
});
