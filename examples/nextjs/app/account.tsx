'use client';

import { AuthError, createAuthClient, inCookie } from '@latchkey/client';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';

// The server loads this module too, because it renders this component. Only event handlers use the client, so it runs only in the browser.
const auth = createAuthClient({ url: '/graphql', storage: inCookie() });

/** Signs in and out, and shows the browser's user. After each change, the server renders the page again. */
export function Account() {
  const router = useRouter();
  const [message, setMessage] = useState('');

  async function run(act: () => Promise<string>): Promise<void> {
    try {
      setMessage(await act());
      router.refresh();
    } catch (error) {
      setMessage(error instanceof AuthError ? error.message : 'Something went wrong');
    }
  }

  function signIn(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const usernameOrEmail = String(form.get('usernameOrEmail'));
    const password = String(form.get('password'));
    void run(async () => `Signed in as ${(await auth.login({ usernameOrEmail, password })).user.username}`);
  }

  return (
    <section>
      <form onSubmit={signIn}>
        <input name="usernameOrEmail" aria-label="Username or email" autoComplete="username" required />
        <input
          name="password"
          aria-label="Password"
          type="password"
          autoComplete="current-password"
          required
        />
        <button type="submit">Sign in</button>
      </form>
      <button
        type="button"
        onClick={() => void run(async () => `The browser sees ${(await auth.me())?.username ?? 'a visitor'}`)}
      >
        Who am I?
      </button>
      <button type="button" onClick={() => void run(async () => (await auth.logout()).message)}>
        Sign out
      </button>
      <p id="message" role="status">
        {message}
      </p>
    </section>
  );
}
