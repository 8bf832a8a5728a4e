import { gql, type TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { auth } from './clients';

interface Me {
  /** Null for a visitor. */
  me: { username: string; email: string; sessions: { id: string }[] } | null;
}

const ME: TypedDocumentNode<Me> = gql`
  query Me {
    me {
      username
      email
      sessions {
        id
      }
    }
  }
`;

export function Account() {
  const { data, error } = useQuery(ME);
  const [problem, setProblem] = useState<Error>();
  const logOut = () => auth.logout({ everywhere: true }).catch(setProblem);
  const shown = problem ?? error;

  return (
    <>
      {data?.me && (
        <>
          <h1>Hello, {data.me.username}</h1>
          <p>{data.me.email}</p>
          <p>Open sessions: {data.me.sessions.length}</p>
        </>
      )}
      {shown && <p role="alert">{shown.message}</p>}
      <button type="button" onClick={logOut}>
        Log out everywhere
      </button>
    </>
  );
}
