import pg from 'pg';
import { CountedSocket } from './backends.js';
import { readInAnyDateStyle } from './date-style.js';

const READ_ONLY = '25006';
const STALE_STATEMENT = '0A000';

export interface SessionEvents {
  /** The server has refused a write: it is a standby by now, or is kept from writing. */
  onReadOnly(): void;
  /** A migration has changed a table under a prepared statement. */
  onStaleStatement(): void;
}

/** What a pool makes its connections of: they depend on no setting of the session, and tell what they meet. */
export function sessionClass({ onReadOnly, onStaleStatement }: SessionEvents): new () => pg.Client {
  return class Session extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super(config);
      const { connection } = this;
      const { stream } = connection;
      readInAnyDateStyle(connection);
      connection.on('backendKeyData', ({ processID }: { processID: number }) => {
        if (stream instanceof CountedSocket) stream.backend = processID;
      });
      connection.on('errorMessage', ({ code }: { code?: string }) => {
        if (code === READ_ONLY) onReadOnly();
        if (code === STALE_STATEMENT) onStaleStatement();
      });
    }
  };
}
