import pg from 'pg';
import { CountedSocket } from './backends.js';
import { readInAnyDateStyle } from './date-style.js';

const READ_ONLY = '25006';
const STALE_STATEMENT = '0A000';

export interface SessionEvents {
  /** The server refused a write: it has become a standby, or its writes are disabled. */
  onReadOnly(): void;
  /** A migration changed a table of a prepared statement. */
  onStaleStatement(): void;
}

/** The class of the connections of a pool. They depend on no session setting, and report these events. */
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
