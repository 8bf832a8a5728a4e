import type { SendMailOptions } from 'nodemailer';
import { parseEmailAddress } from '../../core/email-address.js';
import { DeliveryError, type Mail } from './mailer.js';
import type { Sender } from './sender.js';

/**
 * A mail in nodemailer's words.
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
    headers: {
      // RFC 3834 §5: a holiday responder need not answer.
      'Auto-Submitted': 'auto-generated',
      ...(mail.language === undefined ? {} : { 'Content-Language': mail.language }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function domainOf({ address }: Sender): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Refuses `a@b.com\r\nBcc: x@y.z` and its kind once more, whatever was let into the database (REG-6). */
function singleMailbox(address: string): string {
  if (parseEmailAddress(address)?.address !== address)
    throw new DeliveryError('EADDRESS', 'The address is not exactly one mailbox', true);
  return address;
}
