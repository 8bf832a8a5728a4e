import {
  RequestSignInCodeDocument,
  type RequestSignInCodeInput,
  SignInWithCodeDocument,
} from '../../src/generated/client/operations.js';
import type { Client } from './client.js';
import { pause } from './outcomes.js';
import type { Tokens } from './people.js';
import type { TestService } from './service.js';

/** A service that mails codes to sign in. */
export const CODES_ON = { MAILED_CODES: 'sign-in' } as const;

const CODE = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/m;

type Mailed = Pick<TestService, 'mailbox'>;

/** The codes that were mailed to this address so far, the oldest first. */
export function codesTo({ mailbox }: Mailed, email: string): string[] {
  return mailbox.to(email).flatMap(({ text }) => CODE.exec(text)?.[0] ?? []);
}

/** The first code that was mailed to this address, or a later one, once it has been. */
export async function codeTo(service: Mailed, email: string, count = 1): Promise<string> {
  for (let tries = 0; tries < 1500; tries++) {
    const code = codesTo(service, email)[count - 1];
    if (code !== undefined) return code;
    await pause(10);
  }
  throw new Error('No such code');
}

/** Asks for a code, and waits for it. */
export async function askForCode(
  service: Mailed & { readonly client: Client },
  email: string,
  more: Omit<RequestSignInCodeInput, 'email'> = {},
): Promise<{ challenge: string; code: string }> {
  const count = codesTo(service, email).length + 1;
  const { requestSignInCode: asked } = await service.client.run(RequestSignInCodeDocument, {
    input: { email, ...more },
  });
  return { challenge: asked.challenge, code: await codeTo(service, email, count) };
}

/** Signs in with a mailed code. */
export async function signInByCode(
  service: Mailed & { readonly client: Client },
  email: string,
): Promise<Tokens> {
  const input = await askForCode(service, email);
  return (await service.client.run(SignInWithCodeDocument, { input })).signInWithCode;
}

/** A code that is not this one. */
export function wrongFor(code: string): string {
  return code.startsWith('7') ? `8${code.slice(1)}` : `7${code.slice(1)}`;
}
