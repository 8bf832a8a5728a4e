import { LoginDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import type { Client } from './client.js';
import { pause, times } from './outcomes.js';
import { logIn, type Person, type Tokens } from './people.js';

const LOGINS = 8;
const REFRESHERS = 7;

/**
 * Fifteen clients of one user: eight log in without pause, and seven each refresh a session of their own. They go on
 * until a change has been answered, so the change meets every step of a login and of a refresh.
 */
export class ConcurrentClients {
  /** Every token that anybody was given. */
  readonly collected = { accessTokens: [] as string[], refreshTokens: [] as string[] };
  /** The codes of whatever was refused. */
  readonly codes = new Set<string>();
  #over = false;

  private constructor(
    private readonly client: Client,
    private readonly person: Person,
    private readonly sessions: readonly Tokens[],
  ) {}

  static async of(client: Client, person: Person): Promise<ConcurrentClients> {
    const sessions = await Promise.all(times(REFRESHERS, 0).map(() => logIn(client, person)));
    return new ConcurrentClients(client, person, sessions);
  }

  /** Makes a change while everybody is busy; returns when they all have stopped. */
  async beside<T>(change: () => Promise<T>): Promise<T> {
    const busy = [
      ...times(LOGINS, 0).map(() => this.#keepLoggingIn()),
      ...this.sessions.map((session) => this.#keepRefreshing(session.refreshToken)),
    ];
    await pause(30 + Math.random() * 60);
    const result = await change();
    this.#over = true;
    await Promise.all(busy);
    return result;
  }

  async #keepLoggingIn(): Promise<void> {
    const { email, password } = this.person;
    while (!this.#over) {
      const answer = await this.client.ask(LoginDocument, { input: { usernameOrEmail: email, password } });
      this.#collect(answer.data?.login, answer.errors[0]?.extensions?.['code']);
    }
  }

  async #keepRefreshing(first: string): Promise<void> {
    for (let refreshToken = first; !this.#over && refreshToken !== ''; ) {
      const answer = await this.client.ask(RefreshTokenDocument, { input: { refreshToken } });
      this.#collect(answer.data?.refreshToken, answer.errors[0]?.extensions?.['code']);
      refreshToken = answer.data?.refreshToken.refreshToken ?? '';
    }
  }

  #collect(tokens: Tokens | undefined, code: unknown): void {
    if (code !== undefined) this.codes.add(String(code));
    if (tokens === undefined) return;
    this.collected.accessTokens.push(tokens.accessToken);
    this.collected.refreshTokens.push(tokens.refreshToken);
  }
}
