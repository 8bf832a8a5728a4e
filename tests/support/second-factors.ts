import { createHmac } from 'node:crypto';
import { Duration } from '../../src/core/duration.js';
import {
  ConfirmTotpEnrolmentDocument,
  LoginDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  StartTotpEnrolmentDocument,
} from '../../src/generated/client/operations.js';
import type { MovableClock } from './adapters.js';
import type { Client } from './client.js';
import { type Person, registerPerson } from './people.js';
import type { TestService } from './service.js';

/** The clock of a service, or of several. */
export type AppClock = Pick<MovableClock, 'now' | 'advance'>;

const STEP = Duration.seconds(30);
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An authenticator app, by the specification and not by the library of the service (RFC 6238). */
export class Authenticator {
  #last = 0;

  constructor(
    readonly secret: string,
    private readonly clock: AppClock,
  ) {}

  /** A code that was not shown before. The clock moves on if there is none yet. */
  next(): string {
    this.#last = Math.max(this.#last + 1, this.step());
    while (this.#last > this.step() + 1) this.clock.advance(STEP);
    return this.at(this.#last);
  }

  /** The code of a time step. */
  at(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac('sha1', decoded(this.secret)).update(counter).digest();
    const value = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
    return String(value % 1_000_000).padStart(6, '0');
  }

  /** The present time step. */
  step(): number {
    return Math.floor(this.clock.now().getTime() / STEP.milliseconds);
  }

  /** A code that is wrong now and soon. */
  wrong(): string {
    const right = new Set([-3, -2, -1, 0, 1, 2, 3].map((offset) => this.at(this.step() + offset)));
    for (let code = 0; ; code++) {
      const text = String(code).padStart(6, '0');
      if (!right.has(text)) return text;
    }
  }
}

export function decoded(base32: string): Buffer {
  const bits = [...base32].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export interface ProtectedPerson extends Person {
  readonly app: Authenticator;
  readonly factorId: string;
  /** A code is used up by taking it from here. */
  readonly recoveryCodes: string[];
}

/** Adds an authenticator app in the session of this client. */
export async function enrol(client: Client, clock: AppClock, name = 'Phone', code: string | null = null) {
  const started = (await client.run(StartTotpEnrolmentDocument, { input: { name, enrolmentCode: code } }))
    .startTotpEnrolment;
  const app = new Authenticator(started.secret, clock);
  const input = { id: started.id, code: app.next() };
  const { confirmTotpEnrolment: confirmed } = await client.run(ConfirmTotpEnrolmentDocument, { input });
  return { app, factorId: started.id, recoveryCodes: [...(confirmed.recoveryCodes ?? [])] };
}

/** Somebody who has registered and added an authenticator app. */
export async function protectedPerson({
  client,
  clock,
}: Pick<TestService, 'client'> & { readonly clock: AppClock }): Promise<ProtectedPerson> {
  const person = await registerPerson(client);
  return { ...person, ...(await enrol(client.as(person.tokens.accessToken), clock)) };
}

/** The challenge that a sign-in with the right password gets. */
export async function challengeOf(
  client: Client,
  { email, password }: Person,
  deviceToken: string | null = null,
): Promise<string> {
  const input = { usernameOrEmail: email, password, deviceToken };
  const refusal = await client.refusal(LoginDocument, { input });
  if (refusal.code !== 'MFA_REQUIRED') throw new Error(`Answered ${refusal.code}`);
  return String(refusal['challenge']);
}

export async function signInWithTotp(client: Client, person: ProtectedPerson) {
  const challenge = await challengeOf(client, person);
  const input = { challenge, code: person.app.next() };
  return (await client.run(SignInWithTotpDocument, { input })).signInWithTotp;
}

export async function signInWithRecoveryCode(client: Client, person: ProtectedPerson) {
  const challenge = await challengeOf(client, person);
  const input = { challenge, code: person.recoveryCodes.pop() ?? '' };
  return (await client.run(SignInWithRecoveryCodeDocument, { input })).signInWithRecoveryCode;
}
