import { Duration } from '../../../src/core/duration.js';
import type { TestService } from '../../support/service.js';
import { type Environment, keyEvents, listed, withOwnEnvironment } from './keys.js';

let environment: Environment;
let services: TestService[];
withOwnEnvironment(async (own) => {
  environment = own;
  services = [await environment.start(), await environment.start()];
});

const sixteen = <T>(act: (service: TestService) => Promise<T>) =>
  Promise.all(Array.from({ length: 16 }, (_, index) => act(services[index % 2] as TestService)));

describe('sixteen at once', () => {
  it('CK-2: make one key when it is time for one, and see the same', async () => {
    environment.clock.advance(Duration.minutes(90 * 24 * 60));
    await sixteen(({ signing }) => signing.signingKeys.rotateIfDue());
    expect(await keyEvents({ database: environment.database })).toHaveLength(1);
    await sixteen(({ signing }) => signing.keyRing.reload());
    const [one, other] = await Promise.all(services.map(listed));
    expect(one).toHaveLength(2);
    expect(other).toEqual(one);
  });

  it('CK-2: make one key each when each is told to, and no two of them begin at the same time', async () => {
    const kids = await sixteen(({ signing }) => signing.signingKeys.rotate());
    const keys = await environment.database.signingKey.findMany({ where: { kid: { in: kids } } });
    expect(keys).toHaveLength(16);
    expect(new Set(keys.map(({ signsFrom }) => signsFrom.getTime())).size).toBe(16);
  });
});
