import { Connection, type Sender } from './connection.js';

const ADDRESSES = 8;

let used = 0;

/**
 * One client that comes from many addresses in turn, none of which came before: the limits allow each of them 120
 * logins a minute, and a load of which some are refused would measure refusals.
 */
export async function fromManyAddresses(port: number): Promise<Sender> {
  const waiting = await Promise.all(
    Array.from({ length: ADDRESSES }, () => Connection.open(port, nextAddress())),
  );
  return {
    async send(request) {
      const connection = waiting.shift();
      if (connection === undefined) throw new Error('A client sends one request at a time');
      waiting.push(connection);
      return connection.send(request);
    },
    close: () => {
      for (const connection of waiting) connection.close();
    },
  };
}

/** Another one of this machine's own each time. */
function nextAddress(): string {
  const index = used++;
  return `127.${1 + (Math.floor(index / 62_500) % 250)}.${Math.floor(index / 250) % 250}.${2 + (index % 250)}`;
}
