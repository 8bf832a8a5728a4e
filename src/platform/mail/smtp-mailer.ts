import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import { Duration } from '../../core/duration.js';
import { DELIVERIES_AT_ONCE, DELIVERY_LIMIT, DeliveryError, type Mail, type Mailer } from './mailer.js';
import { messageOf } from './message.js';
import type { Sender } from './sender.js';
import type { SmtpServer } from './smtp-server.js';

const PATIENCE = Duration.seconds(10).milliseconds;
const CONNECTION_CODES = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EABORT']);

/** Hands mails to an SMTP server, over a few connections that stay open. */
export class SmtpMailer implements Mailer {
  readonly #transport;
  readonly #from: Sender;

  constructor(options: { server: SmtpServer; from: Sender }) {
    this.#transport = createTransport(poolOptions(options.server));
    this.#from = options.from;
  }

  async send(mail: Mail): Promise<void> {
    const message = messageOf(mail, this.#from);
    try {
      await this.#transport.sendMail({
        ...message,
        signal: AbortSignal.timeout(DELIVERY_LIMIT.milliseconds),
      });
    } catch (error) {
      throw deliveryError(error as NodemailerError);
    }
  }

  async close(): Promise<void> {
    this.#transport.close({ force: true });
  }
}

/**
 * Speaks to the server as far as to where a mail would begin: the connection, its encryption, the credentials.
 * @throws DeliveryError
 */
export async function checkSmtp(server: SmtpServer): Promise<void> {
  const transport = createTransport(poolOptions(server));
  try {
    await transport.verify();
  } catch (error) {
    throw deliveryError(error as NodemailerError);
  } finally {
    transport.close({ force: true });
  }
}

function poolOptions(server: SmtpServer): SMTPPoolOptions & { pool: true } {
  return {
    pool: true,
    host: server.host,
    port: server.port,
    ...securityOptions(server.security),
    ...(server.auth && { auth: { ...server.auth } }),
    maxConnections: DELIVERIES_AT_ONCE,
    // The outbox alone tries again: two of them would multiply.
    maxRequeues: 0,
    dnsTimeout: PATIENCE,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    // A protocol trace holds the password and every mailed link (ER-1).
    logger: false,
    debug: false,
  };
}

/** Resists a man in the middle who shows a certificate of his own or strips STARTTLS from the greeting (PR-11). */
function securityOptions(security: SmtpServer['security']) {
  return {
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment does not unsay it.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
  } as const;
}

/**
 * A message of the other server is left out, since it may quote the address; our own side's sentence is kept. Whoever
 * refuses our sender refuses every mail until a setting is mended on either side: none is to be thrown away for that.
 */
function deliveryError({
  code = 'EUNKNOWN',
  command,
  responseCode,
  message,
}: NodemailerError): DeliveryError {
  if (responseCode !== undefined) {
    const ofThisMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM';
    const permanent = responseCode >= 500 && ofThisMail;
    return new DeliveryError(code, `${command} was answered with ${responseCode}`, permanent);
  }
  return new DeliveryError(code, CONNECTION_CODES.has(code) ? message : 'The mail could not be sent');
}
