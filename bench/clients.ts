import type { Client } from './load.js';
import {
  type Credentials,
  loginRequest,
  meRequest,
  readTokens,
  refreshRequest,
  requireSuccess,
  type Tokens,
} from './requests.js';

export function meClient(tokens: Pick<Tokens, 'accessToken'>): Client {
  const request = meRequest(tokens);
  return async (connection) => {
    requireSuccess(await connection.send(request));
  };
}

/** Goes on with the token that the last answer gave: a chain as a real client makes it. */
export function refreshClient(first: Pick<Tokens, 'refreshToken'>): Client {
  let current = first;
  return async (connection) => {
    current = readTokens(requireSuccess(await connection.send(refreshRequest(current))));
  };
}

export function loginClient(credentials: Credentials): Client {
  const request = loginRequest(credentials);
  return async (connection) => {
    requireSuccess(await connection.send(request));
  };
}

/** A client of a burst may be told to come back later; nothing else but success will do. */
export function burstClient(credentials: Credentials, tally: { served: number; busy: number }): Client {
  const request = loginRequest(credentials);
  return async (connection) => {
    const answer = await connection.send(request);
    if (answer.body.includes('"SERVER_BUSY"')) tally.busy += 1;
    else {
      requireSuccess(answer);
      tally.served += 1;
    }
  };
}
