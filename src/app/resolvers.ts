import { ProfileResolver } from '../accounts/users/profile.resolver.js';
import { UsersResolver } from '../accounts/users/users.resolver.js';
import { nameAuditEventTypes } from '../admin/audit-log/audit-event.type.js';
import { AuditEventsResolver } from '../admin/audit-log/audit-events.resolver.js';
import { ServiceKeysResolver } from '../admin/service-keys/service-keys.resolver.js';
import { AdministrationResolver } from '../admin/users/administration.resolver.js';
import { UserDirectoryResolver } from '../admin/users/user-directory.resolver.js';
import { PasswordsResolver } from '../credentials/passwords/passwords.resolver.js';
import { AccountDeletionResolver } from '../flows/account-deletion/account-deletion.resolver.js';
import { DataExportResolver } from '../flows/data-export/data-export.resolver.js';
import { EmailChangeResolver } from '../flows/email-change/email-change.resolver.js';
import { EmailVerificationResolver } from '../flows/email-verification/email-verification.resolver.js';
import { PasswordResetResolver } from '../flows/password-reset/password-reset.resolver.js';
import { RegistrationResolver } from '../flows/registration/registration.resolver.js';
import { LoginResolver } from '../flows/sign-in/login.resolver.js';
import { IntrospectionResolver } from '../integrations/introspection/introspection.resolver.js';
import { SessionsResolver } from '../sessions/sessions.resolver.js';
import { eventDeclarations } from './events.js';

// Before any schema is made of the resolvers.
nameAuditEventTypes(eventDeclarations);

/** Every operation of the API. The schema is made of these classes; `compose` makes the instances that answer. */
export const resolverClasses = [
  RegistrationResolver,
  LoginResolver,
  SessionsResolver,
  PasswordsResolver,
  PasswordResetResolver,
  EmailVerificationResolver,
  EmailChangeResolver,
  UsersResolver,
  ProfileResolver,
  AccountDeletionResolver,
  DataExportResolver,
  AuditEventsResolver,
  AdministrationResolver,
  UserDirectoryResolver,
  ServiceKeysResolver,
  IntrospectionResolver,
] as const;
