import { createRequestClient } from 'latchkey/client';
import { type NextRequest, NextResponse } from 'next/server';
import { LATCHKEY } from './latchkey.mjs';

/** Before a page is rendered: refreshes where that is needed, and hands the access token on to the page. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const collected = new Response();
  const auth = createRequestClient({ url: LATCHKEY, request, response: collected });
  // Without the service a page is rendered as for a visitor, and the browser tries again.
  const headers = await auth.requestHeaders().catch(() => request.headers);
  const response = NextResponse.next({ request: { headers } });
  collected.headers.forEach((value, name) => {
    response.headers.append(name, value);
  });
  return response;
}

/** Every page; not what is the same for all users, and not what Latchkey answers by itself. */
export const config = { matcher: '/((?!graphql$|_next/static|_next/image|favicon.ico).*)' };
