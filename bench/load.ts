import { Connection, type Sender } from './connection.js';

/** What one client does again and again: one request, and whatever it makes of the answer. */
export type Client = (connection: Sender) => Promise<void>;

/** How a client reaches the server. */
export type Open = (port: number) => Promise<Sender>;

/**
 * Closed loop: every client has a connection of its own and asks again as soon as it is answered.
 * @returns how many answers came a second
 */
export async function closedLoop(
  port: number,
  clients: readonly Client[],
  ms: number,
  open: Open = (to) => Connection.open(to),
): Promise<number> {
  const connections = await Promise.all(clients.map(() => open(port)));
  const startedAt = performance.now();
  const endsAt = startedAt + ms;
  let answers = 0;
  await Promise.all(
    clients.map(async (client, index) => {
      const connection = connections[index];
      while (connection !== undefined && performance.now() < endsAt) {
        await client(connection);
        answers += 1;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return answers / seconds;
}

/** Every client asks once, all at the same time. */
export async function burst(port: number, clients: readonly Client[]): Promise<void> {
  const connections = await Promise.all(clients.map(() => Connection.open(port)));
  await Promise.all(connections.map((connection, index) => clients[index]?.(connection)));
  for (const connection of connections) connection.close();
}

export interface OpenLoopOptions {
  readonly perSecond: number;
  readonly ms: number;
  readonly connections: number;
}

/**
 * Open loop: requests start by the clock, whether or not earlier ones were answered, as they do when people send
 * them. Each latency counts from when its request was due, so a stall is felt by all that fell into it and not by
 * the one alone that met it (coordinated omission).
 * @returns the latencies in milliseconds
 */
export async function openLoop(
  port: number,
  client: Client,
  { perSecond, ms, connections }: OpenLoopOptions,
): Promise<number[]> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
  const idle = [...open];
  const due: number[] = [];
  const latencies: number[] = [];
  const send = async (connection: Connection) => {
    for (let dueAt = due.shift(); dueAt !== undefined; dueAt = due.shift()) {
      await client(connection);
      latencies.push(performance.now() - dueAt);
    }
    idle.push(connection);
  };
  const sending: Promise<void>[] = [];
  const total = Math.floor((ms / 1000) * perSecond);
  const startedAt = performance.now();
  for (let next = 0; next < total; ) {
    for (; next < total && startedAt + (next * 1000) / perSecond <= performance.now(); next += 1) {
      due.push(startedAt + (next * 1000) / perSecond);
      const connection = idle.pop();
      if (connection !== undefined) sending.push(send(connection));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(sending);
  for (const connection of open) connection.close();
  return latencies;
}
