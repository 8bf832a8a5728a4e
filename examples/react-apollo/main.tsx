import { ApolloProvider } from '@apollo/client/react';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Account } from './account';
import { auth, client } from './clients';
import { SignIn } from './sign-in';

function Page() {
  const [isSignedIn, setSignedIn] = useState<boolean>();
  const [problem, setProblem] = useState<Error>();

  useEffect(() => {
    // The cookie signs a returning user in.
    auth.getAccessToken().then((token) => setSignedIn(token !== null), setProblem);
    // The session may end here, in another tab or at the service. No data of the user may stay in the cache.
    return auth.onSignedOut(() => {
      setSignedIn(false);
      client.clearStore();
    });
  }, []);

  if (problem) return <p role="alert">{problem.message}</p>;
  if (isSignedIn === undefined) return null;
  return isSignedIn ? <Account /> : <SignIn onSignedIn={() => setSignedIn(true)} />;
}

createRoot(document.getElementById('page') as HTMLElement).render(
  <StrictMode>
    <ApolloProvider client={client}>
      <Page />
    </ApolloProvider>
  </StrictMode>,
);
