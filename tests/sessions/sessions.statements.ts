import {
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
} from '../../src/generated/client/operations.js';
import { ageSession, untilUsed } from '../support/aged-sessions.js';
import { logIn, registerPerson } from '../support/people.js';
import type { RunStatements } from '../support/raw-statements.js';

const run: RunStatements = async ({ client, database }) => {
  const person = await registerPerson(client);
  const { accessToken, refreshToken } = await logIn(client, person);
  await client.run(MeDocument, {}, { token: accessToken });
  await untilUsed(database, refreshToken);
  await client.run(MySessionsDocument, {}, { token: accessToken });
  const refresh = (token: string) => client.ask(RefreshTokenDocument, { input: { refreshToken: token } });
  await client.run(RefreshTokenDocument, { input: { refreshToken } });
  await ageSession(database, refreshToken);
  const recovered = await client.run(RefreshTokenDocument, { input: { refreshToken } });
  await client.run(RefreshTokenDocument, { input: { refreshToken: recovered.refreshToken.refreshToken } });
  await ageSession(database, refreshToken);
  await refresh(refreshToken);
  for (const token of [person.tokens, await logIn(client, person)])
    await client.ask(LogoutDocument, { input: { refreshToken: token.refreshToken, everywhere: true } });
  const { accessToken: last } = await logIn(client, person);
  await client.run(LogoutDocument, { input: { everywhere: true } }, { token: last });
};
export default run;
