import { systemRandomness } from '../../../src/core/randomness.js';
import { LoginDocument } from '../../../src/generated/client/operations.js';
import { BESIDE } from '../../support/administrators.js';
import { type Person, registerPerson } from '../../support/people.js';
import type { TestService } from '../../support/service.js';

/** Somebody with a second factor. */
export interface Careful extends Person {
  readonly factorId: string;
}

/** Gives the user a confirmed factor. Its secret fits no code: what proves it is not the matter of these tests. */
export async function addFactor(service: TestService, userId: string): Promise<string> {
  const [id, now] = [systemRandomness.uuid(), service.clock.now()];
  const sealed = systemRandomness.bytes(48);
  await service.database.totpSecret.create({
    data: { id, userId, sealed: new Uint8Array(sealed), name: 'Phone', createdAt: now, confirmedAt: now },
  });
  await service.database.user.update({ where: { id: userId }, data: { secondFactorSince: now } });
  return id;
}

export async function carefulPerson(service: TestService): Promise<Careful> {
  const person = await registerPerson(service.client);
  const userId = person.tokens.user.id;
  const factorId = await addFactor(service, userId);
  // Confirming the factor lifts the session.
  await service.database.session.updateMany({ where: { userId }, data: { level: 2 } });
  return { ...person, factorId };
}

export function logIn({ client }: TestService, { email, password }: Person, trustedDevice: string | null) {
  return client.ask(LoginDocument, { input: { usernameOrEmail: email, password, trustedDevice } });
}

export interface Remembering {
  /** What the device holds already. */
  readonly shown?: string | null;
  readonly userAgent?: string;
  readonly recovered?: boolean;
}

/** Signs in with both factors and asks not to be asked again. @returns what the device keeps */
export async function rememberDevice(
  service: TestService,
  person: Careful,
  { shown = null, userAgent = 'Browser', recovered = false }: Remembering = {},
): Promise<string | null> {
  const { errors } = await logIn(service, person, null);
  const begun = await service.factors.secondSteps.begin(String(errors[0]?.extensions?.['challenge']));
  const proof = { level: 2, methods: ['otp'], recovered, claim: async () => {} } as const;
  const signedIn = await service.factors.secondSteps.finish(
    begun,
    { ...proof, factorId: person.factorId, rememberDevice: true },
    {
      device: { name: 'test', byFingerprint: false },
      tokens: { device: null, others: [] },
      trustedDevice: shown,
      requestMeta: { ...BESIDE, userAgent },
    },
  );
  return signedIn.trustedDevice?.tokens ?? null;
}

/** The same, where the device must become a trusted one. */
export async function trustedBy(
  service: TestService,
  person: Careful,
  remembering: Remembering = {},
): Promise<string> {
  const tokens = await rememberDevice(service, person, remembering);
  if (tokens === null) throw new Error('The device is not trusted');
  return tokens;
}
