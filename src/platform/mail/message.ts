import type { SendMailOptions } from 'nodemailer';
import { parseEmailAddress } from '../../core/email-address.js';
import type { MailLogo } from './mail-look.js';
import { DeliveryError, type Mail } from './mailer.js';
import { LOGO_ID } from './render-email.js';
import type { Sender } from './sender.js';

/**
 * Converts a mail to the options of nodemailer.
 * @throws DeliveryError for an address that is not exactly one mailbox
 */
export function messageOf(mail: Mail, from: Sender): SendMailOptions {
  return {
    from: { ...from },
    to: { name: '', address: singleMailbox(mail.to.address) },
    ...(mail.id === undefined ? {} : { messageId: `<${mail.id}@${domainOf(from)}>` }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    ...(mail.logo === undefined ? {} : { attachments: [attached(mail.logo)] }),
    headers: {
      // RFC 3834 §5: tells automatic responders not to answer.
      'Auto-Submitted': 'auto-generated',
      ...(mail.language === undefined ? {} : { 'Content-Language': mail.language }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Inline, so that mail programs do not list the logo as a file. */
function attached({ content, contentType }: MailLogo) {
  const filename = contentType === 'image/png' ? 'logo.png' : 'logo.jpg';
  return { cid: LOGO_ID, content, contentType, filename, contentDisposition: 'inline' as const };
}

function domainOf({ address }: Sender): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/**
 * Resists header injection such as `a@b.com\r\nBcc: x@y.z`: checks the address again, in case the database
 * holds a bad one (REG-6).
 */
function singleMailbox(address: string): string {
  if (parseEmailAddress(address)?.address !== address)
    throw new DeliveryError('EADDRESS', 'The address is not exactly one mailbox', true);
  return address;
}
