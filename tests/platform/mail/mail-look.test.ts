import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { inspectConfig } from '../../../src/app/config.js';
import { BLACK, type Colour, contrastOf, hexOf, parseColour, WHITE } from '../../../src/core/colour.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { passwordResetMails } from '../../../src/flows/password-reset/password-reset.mails.js';
import { createTranslator } from '../../../src/platform/i18n/translator.js';
import { DEFAULT_HTML, DEFAULT_TEXT } from '../../../src/platform/mail/default-layout.js';
import { FileMailer } from '../../../src/platform/mail/file-mailer.js';
import type { MailIdentity } from '../../../src/platform/mail/mail-identity.js';
import { coloursOf, logoOf } from '../../../src/platform/mail/mail-look.js';
import { LOCAL_SENDER } from '../../../src/platform/mail/sender.js';
import { SmtpMailer } from '../../../src/platform/mail/smtp-mailer.js';
import { IDENTITY } from './mail-identity.js';
import { recordingLog } from './recording-log.js';
import { outgoingReset } from './reset-mail.js';
import { openSmtpSink } from './smtp-sink.js';

/** A picture of one point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'look-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, content: string | Buffer) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const problemsOf = (env: Readonly<Record<string, string>>) => inspectConfig(env).problems;
const configured = (env: Readonly<Record<string, string>>): MailIdentity => ({
  ...IDENTITY,
  ...inspectConfig(env).config,
  forgotPasswordUrl: IDENTITY.forgotPasswordUrl,
  serviceName: IDENTITY.serviceName,
  supportAddress: IDENTITY.supportAddress,
});
const resetOf = (identity: MailIdentity) =>
  passwordResetMails.passwordReset(createTranslator(), identity, outgoingReset());

describe('the logo of a mail', () => {
  const pictureOf = ({ attachments }: Email) =>
    attachments.map(({ contentId, content, disposition, mimeType }) => ({
      contentId,
      disposition,
      mimeType,
      same: Buffer.from(content as ArrayBuffer).equals(PNG),
    }));
  const EXPECTED = [
    { contentId: '<logo@latchkey>', disposition: 'inline', mimeType: 'image/png', same: true },
  ];

  it('is part of the mail, so that no server learns when it is opened', async () => {
    const mail = resetOf(configured({ SERVICE_LOGO: await file('logo.png', PNG) }));
    expect(mail.html).toContain('<img class="logo" src="cid:logo@latchkey" alt="Acme &amp; Söhne"');
    expect(mail.html.match(/src=/g)).toHaveLength(1);
    const sink = await openSmtpSink();
    const mailer = new SmtpMailer({ server: sink.address, from: LOCAL_SENDER });
    try {
      await mailer.send(mail);
      expect(pictureOf(sink.received[0]?.parsed as unknown as Email)).toEqual(EXPECTED);
    } finally {
      await mailer.close();
      await sink.close();
    }
  });

  it('is in the file of a mail that is not sent', async () => {
    const mails = join(folder, 'mails');
    const clock = { now: () => new Date() };
    const options = { folder: mails, from: LOCAL_SENDER, clock, randomness: systemRandomness };
    const mailer = new FileMailer({ ...options, log: recordingLog() });
    await mailer.send(resetOf(configured({ SERVICE_LOGO: await file('logo.png', PNG) })));
    const [name = ''] = await readdir(mails);
    expect(pictureOf(await PostalMime.parse(await readFile(join(mails, name))))).toEqual(EXPECTED);
  });

  it('is a PNG or JPEG file of at most 200 kB: mail programs show nothing else', async () => {
    const path = await file('logo.svg', '<svg/>');
    expect(problemsOf({ SERVICE_LOGO: path })).toEqual(['SERVICE_LOGO must be a PNG or JPEG file']);
    const large = await file('large.png', Buffer.concat([PNG, Buffer.alloc(200_001 - PNG.length)]));
    expect(problemsOf({ SERVICE_LOGO: large })).toEqual(['SERVICE_LOGO must be a file of at most 200 kB']);
    expect(problemsOf({ SERVICE_LOGO: join(folder, 'none.png') })).toEqual([
      'SERVICE_LOGO must be the path of a file',
    ]);
    expect(logoOf(Buffer.from('ffd8ffe0', 'hex'))).toMatchObject({ contentType: 'image/jpeg' });
  });
});

describe('the colour of a mail', () => {
  it.each(['#1d4ed8', '#ffdd00', '#ffffff', '#000000', '#00c853', '#777777'])(
    'leaves text readable on %s and in it, on light and on dark grounds',
    (text) => {
      const colours = coloursOf(parseColour(text) ?? WHITE);
      const contrast = (one: string, ground: string) =>
        contrastOf(parseColour(one) ?? WHITE, parseColour(ground) ?? WHITE);
      expect(contrast(colours.textOnColour, text)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours.linkOnLight, '#ffffff')).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours.linkOnDark, '#1c1c1f')).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('is that of the setting', () => {
    expect(resetOf(configured({ SERVICE_COLOUR: '#AA0011' })).html).toContain(
      'background: #aa0011; color: #ffffff',
    );
    for (const text of ['red', '#fff', '#12345g', '1d4ed8'])
      expect(problemsOf({ SERVICE_COLOUR: text })).toEqual([
        'SERVICE_COLOUR must be a colour such as #1d4ed8',
      ]);
  });

  it('has the contrasts of WCAG', () => {
    const grey: Colour = [118, 118, 118];
    expect(contrastOf(WHITE, BLACK)).toBeCloseTo(21, 5);
    expect(contrastOf(WHITE, grey)).toBeCloseTo(4.54, 2);
    expect(hexOf(grey)).toBe('#767676');
  });
});

describe('the templates of an operator', () => {
  const HTML =
    '<h1>{{serviceName}}</h1>{{greeting}}{{#paragraphs}}{{#lines}}<p>{{text}}</p>{{/lines}}{{/paragraphs}}' +
    '{{#action}}<a href="{{url}}">{{label}}</a>{{/action}}{{#ending}}<i>{{text}}</i>{{/ending}}';
  const folderWith = async (files: Readonly<Record<string, string>>) => {
    const path = await mkdtemp(join(folder, 'templates-'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
    return path;
  };

  it('replace the layout of every mail, and leave what it says', async () => {
    const mail = resetOf(configured({ MAIL_TEMPLATES: await folderWith({ 'layout.html': HTML }) }));
    expect(mail.html).toMatch(/^<h1>Acme &amp; Söhne<\/h1>Hello ada_l,<p>Someone, probably you/);
    expect(mail.text).toBe(resetOf(IDENTITY).text);
  });

  it('escape what a user chose', async () => {
    const identity = configured({ MAIL_TEMPLATES: await folderWith({ 'layout.html': HTML }) });
    const hostile = outgoingReset({ username: '<img src=x>' });
    const { html } = passwordResetMails.passwordReset(createTranslator(), identity, hostile);
    expect(html).toContain('Hello &lt;img src=x&gt;,');
  });

  it('may begin as a copy of the built-in ones', async () => {
    const copy = await folderWith({ 'layout.html': DEFAULT_HTML, 'layout.txt': DEFAULT_TEXT });
    expect(problemsOf({ MAIL_TEMPLATES: copy })).toEqual([]);
  });

  it.each([
    ['{{#paragraphs}}', 'layout.html: is no Mustache template'],
    [HTML.replace('{{greeting}}', ''), 'layout.html: {{greeting}} is missing'],
    [HTML.replace('{{serviceName}}', '{{name}}'), 'layout.html: {{name}} is no name of a layout'],
    [
      HTML.replace('{{greeting}}', '{{{greeting}}}'),
      'layout.html: {{greeting}} must be a plain tag: values are always escaped',
    ],
    [
      HTML.replace('{{greeting}}', '{{> greeting}}'),
      'layout.html: {{greeting}} must be a plain tag: values are always escaped',
    ],
  ])('keep the service from starting if they cannot show a mail: %s', async (html, problem) => {
    const path = await folderWith({ 'layout.html': html });
    expect(problemsOf({ MAIL_TEMPLATES: path })).toEqual([`MAIL_TEMPLATES ${problem}`]);
  });

  it('are missed where the folder has none', async () => {
    expect(problemsOf({ MAIL_TEMPLATES: await folderWith({}) })).toEqual([
      'MAIL_TEMPLATES must be a folder with layout.html or layout.txt',
    ]);
  });
});
