import { createRequestClient } from 'latchkey/client';
import { headers } from 'next/headers';
import { LATCHKEY } from '../latchkey.mjs';
import { Account } from './account';

/** Rendered on the server, for the user of this one request. */
export default async function Page() {
  const auth = createRequestClient({ url: LATCHKEY, request: { headers: await headers() } });
  // While the service is away the page is a visitor's, as in proxy.ts.
  const user = await auth.findUser().catch(() => null);
  return (
    <main>
      <h1>Latchkey and Next.js</h1>
      <p id="rendered">{user === null ? 'Rendered for a visitor' : `Rendered for ${user.username}`}</p>
      <Account />
    </main>
  );
}
