import { AccountsResolver } from './accounts/accounts.resolver.js';
import { AdministrationResolver } from './administration/administration.resolver.js';
import { UserDirectoryResolver } from './administration/user-directory.resolver.js';
import { EmailsResolver } from './emails/emails.resolver.js';
import { AuditEventsResolver } from './events/audit-events.resolver.js';
import { LoginResolver } from './login/login.resolver.js';
import { PasswordResetResolver } from './password-reset/password-reset.resolver.js';
import { PasswordsResolver } from './passwords/passwords.resolver.js';
import { RegistrationResolver } from './registration/registration.resolver.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { UsersResolver } from './users/users.resolver.js';

/** Every operation of the API. The schema is made of these classes; `compose` makes the instances that answer. */
export const resolverClasses = [
  RegistrationResolver,
  LoginResolver,
  SessionsResolver,
  PasswordsResolver,
  PasswordResetResolver,
  EmailsResolver,
  UsersResolver,
  AccountsResolver,
  AuditEventsResolver,
  AdministrationResolver,
  UserDirectoryResolver,
] as const;
