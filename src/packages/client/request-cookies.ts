/** The prefix of the cookies of the service and of this client. Other cookies are left alone. */
const OURS = '__Host-latchkey-';
const REFRESH = `${OURS}refresh`;
/**
 * The access token, kept between requests so that not every page refreshes. The `__Host-` prefix keeps other
 * subdomains from planting one, and no page can add a `Cookie` header to a request. The service never reads
 * it.
 */
const ACCESS = `${OURS}access`;
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';

type Cookie = readonly [name: string, value: string];

/** The cookies of one request, with the changes that the response makes. */
export class RequestCookies {
  readonly #others: readonly Cookie[];
  #ours: readonly Cookie[];

  constructor(header: string) {
    const cookies = header.split(';').flatMap((part): Cookie[] => {
      const [, name, value = ''] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
      return name === undefined ? [] : [[name, value]];
    });
    this.#others = cookies.filter(([name]) => !name.startsWith(OURS));
    this.#ours = cookies.filter(([name]) => name.startsWith(OURS));
  }

  get refreshToken(): string | null {
    return this.#only(REFRESH);
  }

  get accessToken(): string | null {
    return this.#only(ACCESS);
  }

  /** The cookies for the service: its own ones. The access token has a header of its own. */
  get forService(): string {
    return write(this.#ours.filter(([name]) => name !== ACCESS));
  }

  /** The cookies for the code that renders the page. */
  get forRenderer(): string {
    return write([...this.#others, ...this.#ours]);
  }

  /**
   * Takes over the cookies that the service sets.
   * @returns the `Set-Cookie` lines to pass on to the browser
   */
  take(lines: readonly string[]): string[] {
    return lines.filter((line) => {
      const [, name = '', value = ''] = /^([^=\s]+)=([^;]*)/.exec(line) ?? [];
      if (!name.startsWith(OURS) || name === ACCESS) return false;
      this.#set(name, value);
      return true;
    });
  }

  /** @param seconds how long the browser keeps the cookie */
  keepAccessToken(token: string, seconds: number): string {
    this.#set(ACCESS, token);
    return `${ACCESS}=${token}; Max-Age=${seconds}; ${ATTRIBUTES}`;
  }

  dropAccessToken(): string {
    this.#set(ACCESS, '');
    return `${ACCESS}=; Max-Age=0; ${ATTRIBUTES}`;
  }

  #set(name: string, value: string): void {
    const kept = this.#ours.filter(([other]) => other !== name);
    this.#ours = value === '' ? kept : [...kept, [name, value]];
  }

  /** If two cookies have the same name, an attacker may have planted one: both are ignored. */
  #only(name: string): string | null {
    const [first, second] = this.#ours.filter(([other]) => other === name);
    return second === undefined ? first?.[1] || null : null;
  }
}

function write(cookies: readonly Cookie[]): string {
  return cookies.map(([name, value]) => `${name}=${value}`).join('; ');
}
