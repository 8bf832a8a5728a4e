/** The cookies that are of the service, or of this client for it. Everything else is of no business of theirs. */
const OURS = '__Host-latchkey-';
const REFRESH = `${OURS}refresh`;
/**
 * An access token, kept between requests so that not every page refreshes. The prefix keeps neighbours of the host from
 * planting one, and no page can add a `Cookie` header to a request. The service never reads it.
 */
const ACCESS = `${OURS}access`;
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';

type Cookie = readonly [name: string, value: string];

/** The cookies of one request, with what its answer changes in them. */
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

  /** What the service is sent: its own cookies, and not the access token, which has a header of its own. */
  get forService(): string {
    return write(this.#ours.filter(([name]) => name !== ACCESS));
  }

  /** What the code that renders the page is given. */
  get forRenderer(): string {
    return write([...this.#others, ...this.#ours]);
  }

  /** Takes over the cookies of the service that it sets. @returns the lines to pass on to the browser */
  take(lines: readonly string[]): string[] {
    return lines.filter((line) => {
      const [, name = '', value = ''] = /^([^=\s]+)=([^;]*)/.exec(line) ?? [];
      if (!name.startsWith(OURS) || name === ACCESS) return false;
      this.#set(name, value);
      return true;
    });
  }

  /** @param seconds how long the browser keeps it */
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

  /** Of two with one name, one was planted: they count as none. */
  #only(name: string): string | null {
    const [first, second] = this.#ours.filter(([other]) => other === name);
    return second === undefined ? first?.[1] || null : null;
  }
}

function write(cookies: readonly Cookie[]): string {
  return cookies.map(([name, value]) => `${name}=${value}`).join('; ');
}
