import { text } from 'node:stream/consumers';
import type { Shell } from '../platform/command-line/shell.js';

/** The shell of this process. */
export function processShell(): Shell {
  // The caller learns of a failed write. Without listeners, a reader that closes the pipe would end the
  // process in the middle of its work.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return {
    environment: process.env,
    result: (piece) =>
      new Promise((resolve, reject) => {
        process.stdout.write(piece, (error) => (error ? reject(error) : resolve()));
      }),
    note: (piece) => void process.stderr.write(piece),
    isWatched: process.stderr.isTTY === true,
    input: () => text(process.stdin),
  };
}
