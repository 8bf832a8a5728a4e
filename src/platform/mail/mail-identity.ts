import type { Colour } from '../../core/colour.js';
import { parseEmailAddress } from '../../core/email-address.js';
import type { MailLayouts } from './mail-layouts.js';
import type { MailLogo } from './mail-look.js';

/** How mails present the service to their readers. */
export interface MailIdentity {
  readonly serviceName: string;
  /** An email address or a page where users get help; null if the operator names none. */
  readonly supportAddress: string | null;
  /** The page where a user requests a password reset. Mails that report a danger link to it. */
  readonly forgotPasswordUrl: string;
  /** The colour of buttons and links. */
  readonly serviceColour: Colour;
  readonly serviceLogo: MailLogo | null;
  readonly mailLayouts: MailLayouts;
}

const MAX_NAME_LENGTH = 64;
const MAX_SUPPORT_LENGTH = 254;
/**
 * Line breaks, other control characters, and invisible characters, of which some reverse the direction of the
 * text around them.
 */
const NOT_SHOWN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** @returns null unless the text is one line that a mail can show as the name of the service */
export function parseServiceName(text: string): string | null {
  const name = text.trim();
  return name !== '' && name.length <= MAX_NAME_LENGTH && !NOT_SHOWN.test(name) ? name : null;
}

/** @returns null unless the text is an email address, or an http or https address without credentials */
export function parseSupportAddress(text: string): string | null {
  const address = text.trim();
  if (address.length > MAX_SUPPORT_LENGTH) return null;
  const email = parseEmailAddress(address);
  if (email !== null) return email.address;
  const url = URL.canParse(address) ? new URL(address) : null;
  const isPage = url !== null && /^https?:$/.test(url.protocol) && `${url.username}${url.password}` === '';
  return isPage ? url.href : null;
}
