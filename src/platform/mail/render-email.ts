import type { Translator } from '../i18n/translator.js';
import type { MailIdentity } from './mail-identity.js';
import type { Mail } from './mailer.js';

/** The content of a mail, before it is rendered as text or HTML. All of it is plain text. */
export interface EmailContent {
  readonly subject: string;
  readonly greeting: string;
  /** A list is one paragraph of several lines. */
  readonly paragraphs: readonly Paragraph[];
  /** The link that the reader may follow. A mail that asks for nothing has no action. */
  readonly action?: Action;
  /** Follows the link. */
  readonly footer?: string;
  /** A second link after the footer, for a reader for whom the mail is not meant. */
  readonly otherwise?: Action;
}

type Paragraph = string | readonly string[];

interface Action {
  readonly label: string;
  readonly url: string;
}

/**
 * Renders both parts of a mail from one content, so that they cannot differ. Every mail ends with the address
 * for help, if there is one, and the name of the service.
 */
export function renderEmail(
  translator: Translator,
  { serviceName, supportAddress: support }: MailIdentity,
  wantedLanguage: string,
  { subject, footer, otherwise, ...rest }: EmailContent,
): Omit<Mail, 'to'> {
  const language = translator.closest(wantedLanguage);
  const ending = [
    ...(footer === undefined ? [] : [footer]),
    ...(otherwise === undefined ? [] : [otherwise]),
    ...(support === null ? [] : [translator.translate(language, 'mails.email.support', { support })]),
    serviceName,
  ];
  const content = { ...rest, ending };
  return {
    subject,
    text: textPart(content),
    html: htmlPart(content, {
      title: subject,
      language,
      direction: translator.directionOf(language),
      linkAsText: translator.translate(language, 'mails.email.linkAsText'),
    }),
    language,
  };
}

interface Body extends Pick<EmailContent, 'greeting' | 'paragraphs' | 'action'> {
  readonly ending: readonly (string | Action)[];
}

/** The link has its own line, so that neither a reader nor a program takes a full stop for part of it. */
function textPart({ greeting, paragraphs, action, ending }: Body): string {
  const link = action === undefined ? [] : [`${action.label}\n${action.url}`];
  const before = [greeting, ...paragraphs].map((one) => linesOf(one).join('\n'));
  const after = ending.map((one) => (typeof one === 'string' ? one : `${one.label}\n${one.url}`));
  return `${[...before, ...link, ...after].join('\n\n')}\n`;
}

function linesOf(paragraph: Paragraph): readonly string[] {
  return typeof paragraph === 'string' ? [paragraph] : paragraph;
}

interface Setting {
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly linkAsText: string;
}

/**
 * Loads no image, font or style from elsewhere, so that no server learns when the mail is opened. Webmail
 * shows the content of the body only, so the direction is repeated there.
 */
function htmlPart({ greeting, paragraphs, action, ending }: Body, setting: Setting): string {
  const language = `lang="${escapeHtml(setting.language)}" dir="${setting.direction}"`;
  return `<!DOCTYPE html>
<html ${language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(setting.title)}</title>
</head>
<body>
<div ${language} style="font-family: sans-serif; line-height: 1.5; max-width: 36em; margin: 0 auto; padding: 1.5em">
${[greeting, ...paragraphs].map(paragraph).join('\n')}
${action === undefined ? '' : button(action, setting)}${ending.map((one) => (typeof one === 'string' ? paragraph(one) : plainLink(one))).join('\n')}
</div>
</body>
</html>
`;
}

function button({ label, url: address }: Action, { linkAsText }: Setting): string {
  const url = escapeHtml(address);
  return `<p><a href="${url}" style="display: inline-block; padding: 0.6em 1.2em; border-radius: 0.3em; background: #1d4ed8; color: #ffffff; text-decoration: none">${escapeHtml(label)}</a></p>
<p>${escapeHtml(linkAsText)}<br><a href="${url}" dir="ltr" style="word-break: break-all">${url}</a></p>
`;
}

function plainLink({ label, url }: Action): string {
  const address = escapeHtml(url);
  return `<p>${escapeHtml(label)}<br><a href="${address}" dir="ltr" style="word-break: break-all">${address}</a></p>`;
}

function paragraph(content: Paragraph): string {
  return `<p>${linesOf(content).map(escapeHtml).join('<br>')}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Resists a username that injects markup into a mail (EV-6). */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
