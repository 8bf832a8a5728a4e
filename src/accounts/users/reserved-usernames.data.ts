const ROLES = `
  account accounts accounting admin admins administrator administrators administration auth authentication bot
  billing compliance contact customercare customerservice customersupport daemon developer developers dpo
  employee employees feedback finance fraud help helpdesk hr info invoice invoices it itsupport legal manager
  management marketing mod moderator moderators mods official officials operations operator operators owner owners
  payment payments payroll press privacy root sales security service services serviceaccount staff status
  superadmin superuser support supportteam sudo sysadmin sysop system systems team techsupport trust
  trustandsafety verification verified verify
`;

/** Mailboxes that RFC 2142 and common use give to who runs a domain: certificates are issued to some of them. */
const MAILBOXES = `
  abuse donotreply ftp hostmaster listserv mail mailer mailerdaemon mailmaster mailroot majordomo news nobody noc
  noreply notification notifications postmaster ssladmin ssladministrator sslwebmaster usenet uucp webadmin
  webmaster www
`;

/** What a program may take for no name, or for another kind of value. */
const VALUES = `
  anonymous anybody anyone deleted deleteduser empty everybody everyone false ghost guest here infinity me myself
  nan nil none noone null nullptr self somebody someone true undefined unknown user username users void yourself
`;

/** Parts of the addresses of a service, wherever a profile has its user's name in its address. */
const ADDRESSES = `
  api app apps assets blog callback cdn config dashboard docs download favicon graphql health healthz home index
  jwks login logout metrics oauth oidc password profile public readyz redirect register resetpassword robots saml
  session sessions settings signin signout signup sitemap sso static upload verifyemail webhook webhooks wellknown
`;

const SERVICE = 'latchkey latchkeyteam latchkeysupport latchkeyadmin';

/** In lower case and without underscores. */
export const RESERVED_USERNAMES: readonly string[] = [ROLES, MAILBOXES, VALUES, ADDRESSES, SERVICE]
  .join(' ')
  .split(/\s+/)
  .filter((name) => name !== '');
