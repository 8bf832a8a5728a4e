import { userEvents } from '../accounts/users/users.events.js';
import { auditLogEvents } from '../admin/audit-log/audit-log.events.js';
import { serviceKeyEvents } from '../admin/service-keys/service-keys.events.js';
import { administrationEvents } from '../admin/users/administration.events.js';
import type { EventDeclarations } from '../core/events.js';
import { passwordEvents } from '../credentials/passwords/passwords.events.js';
import { accountDeletionEvents } from '../flows/account-deletion/account-deletion.events.js';
import { dataExportEvents } from '../flows/data-export/data-export.events.js';
import { emailChangeEvents } from '../flows/email-change/email-change.events.js';
import { emailVerificationEvents } from '../flows/email-verification/email-verification.events.js';
import { passwordResetEvents } from '../flows/password-reset/password-reset.events.js';
import { registrationEvents } from '../flows/registration/registration.events.js';
import { signInEvents } from '../flows/sign-in/sign-in.events.js';
import { provisioningEvents } from '../operator/provisioning/provisioning.events.js';
import { encryptionKeyEvents } from '../platform/encryption-keys/encryption-keys.events.js';
import { rateLimitEvents } from '../platform/rate-limits/rate-limits.events.js';
import { referralEvents } from '../rewards/referrals/referrals.events.js';
import { sessionEvents } from '../sessions/sessions.events.js';
import { signingKeyEvents } from '../sessions/signing-keys/signing-keys.events.js';

/** Every event of the service. An event of the catalogue that is left out does not compile. */
export const eventDeclarations: EventDeclarations = {
  ...userEvents,
  ...auditLogEvents,
  ...serviceKeyEvents,
  ...administrationEvents,
  ...passwordEvents,
  ...accountDeletionEvents,
  ...dataExportEvents,
  ...emailChangeEvents,
  ...emailVerificationEvents,
  ...passwordResetEvents,
  ...registrationEvents,
  ...signInEvents,
  ...provisioningEvents,
  ...encryptionKeyEvents,
  ...rateLimitEvents,
  ...referralEvents,
  ...sessionEvents,
  ...signingKeyEvents,
};
