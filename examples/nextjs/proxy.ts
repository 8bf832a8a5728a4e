import { createRequestClient } from '@latchkey/client';
import { type NextRequest, NextResponse } from 'next/server';
import { LATCHKEY } from './latchkey.mjs';

/** Runs before a page is rendered: refreshes if necessary, and passes the access token to the page. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const collected = new Response();
  const auth = createRequestClient({ url: LATCHKEY, request, response: collected });
  // While the service is unavailable, render the page for a visitor. The browser tries again.
  const headers = await auth.requestHeaders().catch(() => request.headers);
  const response = NextResponse.next({ request: { headers } });
  collected.headers.forEach((value, name) => {
    response.headers.append(name, value);
  });
  return response;
}

/** Every page, except files that are the same for all users and paths that Latchkey answers. */
export const config = { matcher: '/((?!graphql$|_next/static|_next/image|favicon.ico).*)' };
