import type { Answer, Client } from './client.js';

export const ME = '{ me { id } }';

export const askMe = (client: Client, token: string): Promise<Answer<{ me: { id: string } }>> =>
  client.raw(ME, {}, { token });

/** That a token is accepted, or the code that it is refused with. */
export async function codeOf(client: Client, token: string): Promise<string> {
  const { errors } = await askMe(client, token);
  return errors.length === 0 ? 'accepted' : String(errors[0]?.extensions?.['code']);
}
