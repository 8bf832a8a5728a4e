import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import { Duration } from '../../core/duration.js';
import { DELIVERIES_AT_ONCE, DELIVERY_LIMIT, DeliveryError, type Mail, type Mailer } from './mailer.js';
import { messageOf } from './message.js';
import type { Sender } from './sender.js';
import type { SmtpServer } from './smtp-server.js';

const PATIENCE = Duration.seconds(10).milliseconds;
const CONNECTION_CODES = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EABORT']);

/** Delivers mails to an SMTP server, over a few connections that stay open. */
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
 * Checks the connection, its encryption and the credentials, without sending a mail.
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
    // Only the outbox retries: two layers of retries would multiply.
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

/**
 * Resists a man in the middle who presents a forged certificate or strips STARTTLS from the greeting (PR-11).
 */
function securityOptions(security: SmtpServer['security']) {
  return {
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment does not override it.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
  } as const;
}

/**
 * Leaves out messages of the server, since they may quote the address. Keeps messages of this side. A
 * rejected sender is not permanent: it affects every mail until an operator corrects a setting, and no mail
 * must be lost for it.
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
