import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SmtpServer } from '../../../src/platform/mail/smtp-server.js';

export interface Received {
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly raw: string;
  readonly parsed: Email;
}

export interface SmtpSink {
  readonly address: SmtpServer;
  readonly received: Received[];
  close(): Promise<void>;
}

/** Among all that a service sends. */
export function isReset({ parsed }: Received): boolean {
  return parsed.text?.includes('/reset-password#') === true;
}

/** A real SMTP server on this machine that keeps what it is given. */
export async function openSmtpSink(options: SMTPServerOptions = {}, port = 0): Promise<SmtpSink> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, { envelope }, done) {
      text(stream)
        .then(async (raw) => {
          const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const recipients = envelope.rcptTo.map(({ address }) => address);
          received.push({ sender, recipients, raw, parsed: await PostalMime.parse(raw) });
          done();
        })
        .catch(done);
    },
    ...options,
  });
  // A client that turns away in the middle of a handshake is what some tests are about.
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const address: SmtpServer = {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    security: 'none',
  };
  return { address, received, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
