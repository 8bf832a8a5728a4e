import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  RefreshTokenDocument,
  RegisterDocument,
  type RegisterInput,
} from '../../src/generated/client/operations.js';
import type { TypedDocument } from '../../src/packages/client/typed-document.js';
import type { Answer, Client, InBody } from '../support/client.js';
import { codesOf, times } from '../support/outcomes.js';
import { newcomer, PASSWORD, registerPerson } from '../support/people.js';

/** A session that is refreshed without end, and the newest token whose issue was answered. */
interface Chain {
  refreshToken: string;
  steps: number;
}

/** Somebody who changes their password without end. */
interface Changer {
  readonly email: string;
  readonly accessToken: string;
  password: string;
  /** What it may be as well, when the answer to a change was lost. */
  attempted: string;
}

/**
 * Clients that work until the service is gone, and remember what they were told. Whatever they were told must be
 * true after the next start.
 */
export class Load {
  readonly accounts: RegisterInput[] = [];
  readonly cut: RegisterInput[] = [];
  readonly loggedOut: string[] = [];
  readonly chains: Chain[] = [];
  readonly changers: Changer[] = [];
  /** Answers that nobody should be given, by code. */
  readonly surprises: string[] = [];
  lostAnswers = 0;

  async prepare(client: Client): Promise<void> {
    const people = await Promise.all(times(6, 0).map(() => registerPerson(client)));
    for (const { tokens } of people.slice(0, 4))
      this.chains.push({ refreshToken: tokens.refreshToken, steps: 0 });
    for (const { email, tokens } of people.slice(4))
      this.changers.push({ email, accessToken: tokens.accessToken, password: PASSWORD, attempted: PASSWORD });
  }

  /** Ends by itself when the service does. */
  async run(client: Client): Promise<void> {
    await Promise.all([
      ...times(6, 0).map(() => this.#register(client)),
      ...times(2, 0).map(() => this.#leave(client)),
      ...this.chains.map((chain) => this.#refresh(client, chain)),
      ...this.changers.map((changer) => this.#change(client, changer)),
    ]);
  }

  async #register(client: Client): Promise<void> {
    for (;;) {
      const input = newcomer();
      const data = await this.#ask(client, RegisterDocument, { input });
      if (data === undefined) {
        this.cut.push(input);
        return;
      }
      this.accounts.push(input);
    }
  }

  async #leave(client: Client): Promise<void> {
    for (;;) {
      const input = newcomer();
      const data = await this.#ask(client, RegisterDocument, { input });
      if (data === undefined) return;
      const { refreshToken } = data.register;
      if ((await this.#ask(client, LogoutDocument, { input: { refreshToken } })) === undefined) return;
      this.loggedOut.push(refreshToken);
    }
  }

  async #refresh(client: Client, chain: Chain): Promise<void> {
    for (;;) {
      const data = await this.#ask(client, RefreshTokenDocument, {
        input: { refreshToken: chain.refreshToken },
      });
      if (data === undefined) return;
      chain.refreshToken = data.refreshToken.refreshToken;
      chain.steps += 1;
    }
  }

  async #change(client: Client, changer: Changer): Promise<void> {
    for (let step = 1; ; step++) {
      changer.attempted = `Changed-Password-${step}-${Math.floor(Math.random() * 1e9)}!`;
      const input = { currentPassword: changer.password, newPassword: changer.attempted };
      const data = await this.#ask(client.as(changer.accessToken), ChangePasswordDocument, { input });
      if (data === undefined) return;
      changer.password = changer.attempted;
    }
  }

  /** @returns undefined when the service was gone before it answered */
  async #ask<T, V>(
    client: Client,
    document: TypedDocument<T, V>,
    variables: V,
  ): Promise<InBody<T> | undefined> {
    let answer: Answer<InBody<T>>;
    try {
      answer = await client.ask(document, variables);
    } catch {
      this.lostAnswers += 1;
      return undefined;
    }
    this.surprises.push(...codesOf(answer));
    return answer.data ?? undefined;
  }
}

/** Whether this is the password of the account. */
export async function opens(client: Client, email: string, password: string): Promise<boolean> {
  const answer = await client.ask(LoginDocument, { input: { usernameOrEmail: email, password } });
  const codes = codesOf(answer);
  if (codes.length > 0 && codes[0] !== 'INVALID_CREDENTIALS') throw new Error(answer.text);
  return codes.length === 0;
}
