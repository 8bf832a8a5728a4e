import type { GraphQLFormattedError } from 'graphql';
import type { TypedDocument } from '../../src/packages/client/typed-document.js';
import { noteCodes } from './declared-codes.js';
import type { SecretScan } from './secret-scan.js';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: T | null | undefined;
  readonly errors: readonly GraphQLFormattedError[];
}

/** An error as a client reads it: its message and its extensions. */
export type Refused = { readonly message: string; readonly code: string } & Readonly<Record<string, unknown>>;

type WithToken<T> = T extends { refreshToken: string | null } ? T & { refreshToken: string } : T;

/** An answer outside cookie mode, which has the refresh token in its body. */
export type InBody<T> = { [Operation in keyof T]: WithToken<T[Operation]> };

export interface RequestOptions {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks to a running service as any GraphQL client does: over a socket, in JSON. */
export class Client {
  constructor(
    readonly url: string,
    readonly token?: string,
    readonly scan?: SecretScan,
  ) {}

  /** The same client with an access token. */
  as(token: string): Client {
    return new Client(this.url, token, this.scan);
  }

  /** The data of an operation that must succeed. */
  async run<T, V>(
    document: TypedDocument<T, V>,
    variables: V,
    options: RequestOptions = {},
  ): Promise<InBody<T>> {
    const answer = await this.ask(document, variables, options);
    if (answer.errors.length > 0 || !answer.data) throw new Error(`Refused: ${answer.text}`);
    return answer.data;
  }

  /** The first error of an operation that must be refused. */
  async refusal<T, V>(
    document: TypedDocument<T, V>,
    variables: V,
    options: RequestOptions = {},
  ): Promise<Refused> {
    const answer = await this.ask(document, variables, options);
    const [error] = answer.errors;
    if (error === undefined) throw new Error(`Not refused: ${answer.text}`);
    return { ...error.extensions, message: error.message, code: String(error.extensions?.['code']) };
  }

  ask<T, V>(
    document: TypedDocument<T, V>,
    variables: V,
    options: RequestOptions = {},
  ): Promise<Answer<InBody<T>>> {
    return this.send<InBody<T>>(JSON.stringify({ query: document, variables }), options);
  }

  /** An operation that no generated document says. */
  raw<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
    options: RequestOptions = {},
  ): Promise<Answer<T>> {
    return this.send<T>(JSON.stringify({ query, variables }), options);
  }

  async send<T>(body: string, { token = this.token, headers }: RequestOptions = {}): Promise<Answer<T>> {
    this.scan?.sent(body, token);
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body,
    });
    const text = await response.text();
    this.scan?.received(text, response.headers);
    const json = JSON.parse(text) as { data?: T | null; errors?: GraphQLFormattedError[] };
    noteCodes(body, json.errors ?? []);
    return {
      status: response.status,
      headers: response.headers,
      text,
      data: json.data,
      errors: json.errors ?? [],
    };
  }
}
