import { AuthError } from '@latchkey/client';
import { type FormEvent, useState } from 'react';
import { auth } from './clients';

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [isNew, setNew] = useState(false);
  const [problem, setProblem] = useState('');

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = (name: string) => String(form.get(name));
    const [username, password] = [typed('username'), typed('password')];
    try {
      if (isNew) await auth.register({ username, email: typed('email'), password });
      else await auth.login({ usernameOrEmail: username, password });
      onSignedIn();
    } catch (error) {
      setProblem(sentences(error));
    }
  };

  const toggle = () => {
    setNew(!isNew);
    setProblem('');
  };

  return (
    <form onSubmit={submit}>
      <h1>{isNew ? 'Register' : 'Log in'}</h1>
      <label>
        {isNew ? 'Username' : 'Username or email'}
        <input name="username" autoComplete="username" required />
      </label>
      {isNew && (
        <label>
          Email
          <input name="email" type="email" autoComplete="email" required />
        </label>
      )}
      <label>
        Password
        <input
          name="password"
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
        />
      </label>
      {problem && <p role="alert">{problem}</p>}
      <button type="submit">{isNew ? 'Register' : 'Log in'}</button>
      <button type="button" onClick={toggle}>
        {isNew ? 'I have an account' : 'I am new here'}
      </button>
    </form>
  );
}

/** The message of the service, in the language of the browser. */
function sentences(error: unknown): string {
  if (!(error instanceof AuthError)) throw error;
  return error.fields?.map(({ message }) => message).join('\n') ?? error.message;
}
