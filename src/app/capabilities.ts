import { devices } from '../accounts/devices/devices.capability.js';
import { notifications } from '../accounts/notifications/notifications.capability.js';
import { users } from '../accounts/users/users.capability.js';
import { auditLog } from '../admin/audit-log/audit-log.capability.js';
import { invitations } from '../admin/invitations/invitations.capability.js';
import { serviceKeys } from '../admin/service-keys/service-keys.capability.js';
import { userDirectory } from '../admin/user-directory/user-directory.capability.js';
import { administration } from '../admin/users/administration.capability.js';
import type { ErrorCode } from '../core/errors.js';
import type { AuthEventType } from '../core/events.js';
import type { KeyCatalogue } from '../core/secret-box.js';
import type { Services } from '../core/services.js';
import { breachedPasswords } from '../credentials/breached-passwords/breached-passwords.capability.js';
import { challenges } from '../credentials/challenges/challenges.capability.js';
import { identities } from '../credentials/identities/identities.capability.js';
import { knownDevices } from '../credentials/known-devices/known-devices.capability.js';
import { mailedCodes } from '../credentials/mailed-codes/mailed-codes.capability.js';
import { oneTimeTokens } from '../credentials/one-time-tokens/one-time-tokens.capability.js';
import { passkeys } from '../credentials/passkeys/passkeys.capability.js';
import { passwords } from '../credentials/passwords/passwords.capability.js';
import { recoveryCodes } from '../credentials/recovery-codes/recovery-codes.capability.js';
import { secondFactors } from '../credentials/second-factors/second-factors.capability.js';
import { totp } from '../credentials/totp/totp.capability.js';
import { trustedDevices } from '../credentials/trusted-devices/trusted-devices.capability.js';
import { accountDeletion } from '../flows/account-deletion/account-deletion.capability.js';
import { codeSignIn } from '../flows/code-sign-in/code-sign-in.capability.js';
import { codeStepUp } from '../flows/code-step-up/code-step-up.capability.js';
import { dataExport } from '../flows/data-export/data-export.capability.js';
import { emailChange } from '../flows/email-change/email-change.capability.js';
import { emailVerification } from '../flows/email-verification/email-verification.capability.js';
import { factorEnrolment } from '../flows/factor-enrolment/factor-enrolment.capability.js';
import { identitySignIn } from '../flows/identity-sign-in/identity-sign-in.capability.js';
import { passkeyEnrolment } from '../flows/passkey-enrolment/passkey-enrolment.capability.js';
import { passkeySignIn } from '../flows/passkey-sign-in/passkey-sign-in.capability.js';
import { passkeyStepUp } from '../flows/passkey-step-up/passkey-step-up.capability.js';
import { passwordReset } from '../flows/password-reset/password-reset.capability.js';
import { providerSignIn } from '../flows/provider-sign-in/provider-sign-in.capability.js';
import { reclaiming } from '../flows/reclaiming/reclaiming.capability.js';
import { registration } from '../flows/registration/registration.capability.js';
import { secondFactorChanges } from '../flows/second-factors/second-factors.capability.js';
import { secondStep } from '../flows/second-step/second-step.capability.js';
import { signIn } from '../flows/sign-in/sign-in.capability.js';
import { stepUp } from '../flows/step-up/step-up.capability.js';
import { waysIn } from '../flows/ways-in/ways-in.capability.js';
import { federation } from '../integrations/federation/federation.capability.js';
import { introspection } from '../integrations/introspection/introspection.capability.js';
import { nodes } from '../integrations/nodes/nodes.capability.js';
import { importExport } from '../operator/import-export/import-export.capability.js';
import { auditTrail } from '../platform/audit/audit.capability.js';
import { liveInstances } from '../platform/background/live-instances.capability.js';
import type { BaseServices } from '../platform/capabilities/base-services.js';
import type { ModelName } from '../platform/capabilities/table.js';
import { captcha } from '../platform/captcha/captcha.capability.js';
import { encryptionKeys } from '../platform/encryption-keys/encryption-keys.capability.js';
import { graphql } from '../platform/graphql/graphql.capability.js';
import { mail } from '../platform/mail/mail.capability.js';
import { rateLimits } from '../platform/rate-limits/rate-limits.capability.js';
import { ledger } from '../rewards/ledger/ledger.capability.js';
import { referrals } from '../rewards/referrals/referrals.capability.js';
import { sessions } from '../sessions/sessions.capability.js';
import { signingKeys } from '../sessions/signing-keys/signing-keys.capability.js';

/** Every capability of the service. A capability comes after those whose services it needs. */
export const capabilities = [
  graphql,
  rateLimits,
  auditTrail,
  captcha,
  encryptionKeys,
  mail,
  liveInstances,
  users,
  devices,
  notifications,
  ledger,
  referrals,
  oneTimeTokens,
  knownDevices,
  breachedPasswords,
  passwords,
  challenges,
  totp,
  recoveryCodes,
  passkeys,
  trustedDevices,
  secondFactors,
  mailedCodes,
  identities,
  signingKeys,
  sessions,
  emailVerification,
  signIn,
  stepUp,
  waysIn,
  factorEnrolment,
  secondStep,
  secondFactorChanges,
  passkeySignIn,
  passkeyEnrolment,
  passkeyStepUp,
  registration,
  reclaiming,
  codeSignIn,
  codeStepUp,
  identitySignIn,
  providerSignIn,
  passwordReset,
  emailChange,
  accountDeletion,
  dataExport,
  userDirectory,
  administration,
  invitations,
  serviceKeys,
  auditLog,
  nodes,
  introspection,
  federation,
  importExport,
] as const;

type Listed = (typeof capabilities)[number];
/** Distributes over the union, because `keyof` of a union has only the common keys. */
type KeysOf<Union> = Union extends unknown ? keyof Union : never;

/** The catalogue entries that no capability of the list declares. */
type Missing =
  | Exclude<ErrorCode, KeysOf<Listed['errors']>>
  | Exclude<AuthEventType, KeysOf<Listed['events']>>
  | Exclude<keyof KeyCatalogue, KeysOf<Listed['keys']>>
  | Exclude<ModelName, KeysOf<Listed['owns']>>
  | Exclude<keyof Services, keyof BaseServices | 'hashingEngine' | Listed['provides'][number]>;

/** Does not compile while a catalogue or the schema of the database has an entry that no capability declares. */
export const nothingIsMissing: [Missing] extends [never] ? true : Missing = true;
