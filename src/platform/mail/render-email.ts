import type { Translator } from '../i18n/translator.js';
import type { MailIdentity } from './mail-identity.js';
import { fillLayout, type LineView, type MailView } from './mail-layouts.js';
import { coloursOf } from './mail-look.js';
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

type Paragraph = Line | readonly Line[];
type Line = string | Code;

/** A code that the reader enters somewhere. */
interface Code {
  readonly code: string;
}

interface Action {
  readonly label: string;
  readonly url: string;
}

/** The id of the logo, by which the HTML part shows the attached picture (RFC 2392). */
export const LOGO_ID = 'logo@latchkey';

/**
 * Renders both parts of a mail from one content, so that they cannot differ. Every mail ends with the address
 * for help, if there is one, and the name of the service. A mail loads no image, font or style from elsewhere, so that
 * no server learns when it is opened.
 */
export function renderEmail(
  translator: Translator,
  { serviceName, supportAddress: support, serviceColour, serviceLogo: logo, mailLayouts }: MailIdentity,
  wantedLanguage: string,
  { subject, greeting, paragraphs, action, footer, otherwise }: EmailContent,
): Omit<Mail, 'to'> {
  const language = translator.closest(wantedLanguage);
  const ending = [
    ...(footer === undefined ? [] : [footer]),
    ...(otherwise === undefined ? [] : [otherwise]),
    ...(support === null ? [] : [translator.translate(language, 'mails.email.support', { support })]),
    serviceName,
  ];
  const view: MailView = {
    subject,
    language,
    direction: translator.directionOf(language),
    serviceName,
    logo: logo === null ? null : `cid:${LOGO_ID}`,
    ...coloursOf(serviceColour),
    greeting,
    paragraphs: paragraphs.map((paragraph) => ({ lines: linesOf(paragraph) })),
    action: action
      ? { ...action, linkAsText: translator.translate(language, 'mails.email.linkAsText') }
      : null,
    ending: ending.map((one, index) => ({
      ...(typeof one === 'string' ? { text: one, url: null } : { text: one.label, url: one.url }),
      isLater: index > 0,
    })),
  };
  return {
    subject,
    text: fillLayout(mailLayouts, 'text', view),
    html: fillLayout(mailLayouts, 'html', view),
    language,
    ...(logo !== null && { logo }),
  };
}

function linesOf(paragraph: Paragraph): LineView[] {
  const lines = isLine(paragraph) ? [paragraph] : paragraph;
  return lines.map((line, index) => ({
    text: typeof line === 'string' ? line : line.code,
    isLater: index > 0,
    isCode: typeof line !== 'string',
  }));
}

function isLine(paragraph: Paragraph): paragraph is Line {
  return typeof paragraph === 'string' || 'code' in paragraph;
}
