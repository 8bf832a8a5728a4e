import { DeliveryError, type Mail } from '../../../src/platform/mail/mailer.js';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';
import type { SmtpServer } from '../../../src/platform/mail/smtp-server.js';
import { printedBy } from '../../support/console.js';
import { RESET_URL, resetMail } from './reset-mail.js';
import { selfSigned } from './self-signed.js';
import { openSmtpSink, type SmtpSink } from './smtp-sink.js';

const from = { name: 'Example, Inc.', address: 'no-reply@example.com' };

async function sendTo(server: SmtpServer, mail: Mail): Promise<void> {
  const mailer = new SmtpMailer({ server, from });
  try {
    await mailer.send(mail);
  } finally {
    await mailer.close();
  }
}

async function failureOf(server: SmtpServer, mail = resetMail()): Promise<DeliveryError> {
  const error = await sendTo(server, mail).catch((reason: unknown) => reason);
  if (!(error instanceof DeliveryError)) throw new Error('The mail was sent', { cause: error });
  return error;
}

describe('SmtpMailer', () => {
  let sink: SmtpSink;

  afterEach(() => sink.close());

  it('delivers to exactly the stored address, as it was typed', async () => {
    sink = await openSmtpSink();
    await sendTo(sink.address, resetMail());
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]).toMatchObject({
      sender: 'no-reply@example.com',
      recipients: ['Ada.Lovelace+1@example.com'],
    });
  });

  it('delivers a mail that says what was meant', async () => {
    sink = await openSmtpSink();
    const mail = resetMail();
    await sendTo(sink.address, mail);
    const parsed = sink.received[0]?.parsed;
    expect(parsed).toMatchObject({
      from,
      to: [{ name: '', address: 'Ada.Lovelace+1@example.com' }],
      subject: 'Reset your password',
    });
    expect(parsed?.html?.trimEnd()).toBe(mail.html.trimEnd());
    expect(parsed?.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(parsed?.text).toContain(`\n${RESET_URL}\n`);
    expect(parsed?.headers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
        expect.objectContaining({ key: 'content-language', value: 'en' }),
      ]),
    );
  });

  it('uses one connection for mails that follow each other', async () => {
    let connections = 0;
    sink = await openSmtpSink({
      onConnect(_session, done) {
        connections += 1;
        done();
      },
    });
    const mailer = new SmtpMailer({ server: sink.address, from });
    for (let sent = 0; sent < 3; sent++) await mailer.send(resetMail());
    await mailer.close();
    expect([sink.received.length, connections]).toEqual([3, 1]);
  });

  it.each([
    'a@example.com\r\nBcc: x@example.org',
    'a@example.com\r\nRCPT TO:<x@example.org>',
    'a@example.com, x@example.org',
    'a@example.com x@example.org',
    'Bob <x@example.org>',
    'user@example.com(x)example.org',
    '"x@example.org"@example.com',
    'x@example.org\u0000',
    'mi\u212Ae@example.org',
    '',
  ])('mails nobody at the address %j, and says that trying again is of no use', async (address) => {
    sink = await openSmtpSink();
    const failure = await failureOf(sink.address, resetMail({ address }));
    expect(failure).toMatchObject({ code: 'EADDRESS', permanent: true });
    expect(sink.received).toEqual([]);
  });

  it('lets no line break in a subject or a language become a header', async () => {
    sink = await openSmtpSink();
    const smuggled = 'x\r\nBcc: x@example.org\r\nX-Evil: 1\r\n\r\nbody';
    await sendTo(sink.address, { ...resetMail(), subject: smuggled, language: smuggled });
    const [mail] = sink.received;
    expect(mail?.recipients).toEqual(['Ada.Lovelace+1@example.com']);
    expect(mail?.raw).not.toMatch(/^(bcc|x-evil):/im);
    expect(mail?.parsed.subject).toMatch(/^x Bcc: x@example.org X-Evil: 1 +body$/);
  });

  it('PR-11: sends nothing to a server from whose greeting STARTTLS was stripped', async () => {
    sink = await openSmtpSink({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const failure = await failureOf({ ...sink.address, security: 'starttls' });
    expect(failure.code).toBe('ETLS');
    expect(sink.received).toEqual([]);
  });

  it.each(['tls', 'starttls'] as const)(
    'PR-11: refuses a self-signed certificate over %s',
    async (security) => {
      sink = await openSmtpSink({ ...selfSigned('localhost'), secure: security === 'tls' });
      const failure = await failureOf({ ...sink.address, security });
      expect(failure.message).toMatch(/self.signed certificate/i);
      expect(failure.permanent).toBe(false);
      expect(sink.received).toEqual([]);
    },
  );

  it('speaks plainly to a server on this machine, even where it offers a certificate of its own', async () => {
    sink = await openSmtpSink();
    await sendTo(sink.address, resetMail());
    expect(sink.received).toHaveLength(1);
  });

  it('tells a refusal for good from one for now, and repeats no word of the server', async () => {
    let responseCode = 550;
    sink = await openSmtpSink({
      onRcptTo({ address }, _session, done) {
        done(Object.assign(new Error(`No such mailbox ${address}`), { responseCode }));
      },
    });
    const forGood = await failureOf(sink.address);
    responseCode = 451;
    const forNow = await failureOf(sink.address);
    expect(forGood).toMatchObject({ permanent: true, message: 'RCPT TO was answered with 550' });
    expect(forNow).toMatchObject({ permanent: false, message: 'RCPT TO was answered with 451' });
  });

  it.each([530, 550, 553])(
    'tries again where %d refuses who we are, which is the same for every mail',
    async (code) => {
      sink = await openSmtpSink({
        onMailFrom(_address, _session, done) {
          done(Object.assign(new Error('Not from here'), { responseCode: code }));
        },
      });
      const failure = await failureOf(sink.address);
      expect(failure).toMatchObject({ permanent: false, message: `MAIL FROM was answered with ${code}` });
    },
  );

  it('logs in, and tells no credential where it is refused', async () => {
    const auth = { user: 'mail-user', pass: 'hunter2-canary' };
    let accepts = true;
    sink = await openSmtpSink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        if (accepts && username === auth.user && password === auth.pass) done(null, { user: username });
        else done(new Error(`${username} ${password}`));
      },
    });
    await sendTo({ ...sink.address, auth }, resetMail());
    expect(sink.received).toHaveLength(1);
    accepts = false;
    const failure = await failureOf({ ...sink.address, auth });
    expect(failure).toMatchObject({ code: 'EAUTH', permanent: false });
    expect(JSON.stringify([failure, failure.message, failure.stack, failure.cause])).not.toMatch(
      /hunter2|mail-user/,
    );
  });

  it('prints nothing', async () => {
    sink = await openSmtpSink();
    expect(await printedBy(() => sendTo(sink.address, resetMail()))).toEqual([]);
  });
});
