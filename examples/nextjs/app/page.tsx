import { createRequestClient } from '@latchkey/client';
import { headers } from 'next/headers';
import { LATCHKEY } from '../latchkey.mjs';
import { Account } from './account';

/** The server renders this page for the user of the request. */
export default async function Page() {
  const auth = createRequestClient({ url: LATCHKEY, request: { headers: await headers() } });
  // While the service is unavailable, render the page for a visitor, as proxy.ts does.
  const user = await auth.findUser().catch(() => null);
  return (
    <main>
      <h1>Latchkey and Next.js</h1>
      <p id="rendered">{user === null ? 'Rendered for a visitor' : `Rendered for ${user.username}`}</p>
      <Account />
    </main>
  );
}
