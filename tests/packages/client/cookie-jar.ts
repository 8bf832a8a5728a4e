/** What a browser keeps for one user: it sends the cookies of the service back, and the origin of its page with them. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  get(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Takes `Set-Cookie` lines as a browser does: one without a life is removed. */
  keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  readonly fetch: typeof fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', this.origin);
    if (init?.credentials === 'include' && this.header !== '') headers.set('cookie', this.header);
    const answer = await fetch(url, { ...init, headers });
    this.keep(answer.headers.getSetCookie());
    return answer;
  };
}
