export const PASSWORD = 'correct horse battery staple';

export interface MigratedUser {
  readonly email: string;
  readonly username: string | RegExp;
  readonly password?: string;
  readonly suspended?: true;
  readonly verified?: true;
  /** The names of the authenticator apps. All of them have one secret. */
  readonly apps?: readonly string[];
  /** Provider and id of each account. */
  readonly identities?: readonly (readonly [provider: string, subject: string])[];
  /** More columns of the user. */
  readonly more?: object;
}

const ENDING = '_[a-z2-7]{8}$';
const named = (name: string) => new RegExp(`^${name}${ENDING}`);
const APP = 'Authenticator app';
/** Google's ids of the people in the exports end with three digits. */
const google = (digits: number) => ['google', `108000000000000000${digits}`] as const;

/** The users of each export that can be imported, by the name of the page. */
export const MIGRATED: Readonly<Record<string, readonly MigratedUser[]>> = {
  auth0: [
    {
      email: 'ada@auth0.example',
      username: 'ada',
      password: PASSWORD,
      verified: true,
      apps: [APP],
      identities: [google(101)],
      more: { displayName: 'Ada Example', createdAt: new Date('2019-12-06T18:36:12.412Z') },
    },
    {
      email: 'cleo@auth0.example',
      username: 'cleo',
      suspended: true,
      verified: true,
      identities: [google(102)],
      more: { displayName: null },
    },
    { email: 'dan@auth0.example', username: 'dan', verified: true },
    { email: 'bob@auth0.example', username: 'bo_b', password: PASSWORD },
  ],
  firebase: [
    {
      email: 'ada@firebase.example',
      username: named('ada'),
      password: 'user1password',
      verified: true,
      identities: [['apple', '001234.abcdef0123456789abcdef0123456789.0101']],
      more: { createdAt: new Date(1486324027000), displayName: 'Ada' },
    },
    {
      email: 'bob@firebase.example',
      username: 'bob',
      verified: true,
      suspended: true,
      identities: [google(201)],
    },
  ],
  cognito: [
    {
      email: 'ada@cognito.example',
      username: named('ada'),
      verified: true,
      more: {
        id: '9f1c2f9e-7d4e-4b8e-8a52-2f3f4f5f6f70',
        createdAt: new Date('2023-05-04T09:22:33.123Z'),
      },
    },
    {
      email: 'bob@cognito.example',
      username: 'bob_c',
      suspended: true,
      more: { createdAt: new Date('2023-05-04T09:22:33.123Z') },
    },
    {
      email: 'cleo@cognito.example',
      username: named('cleo'),
      verified: true,
      identities: [google(301)],
      more: { languageCode: 'pt-BR', displayName: 'Cleo' },
    },
  ],
  supabase: [
    {
      email: 'ada@supabase.example',
      username: named('ada'),
      password: PASSWORD,
      verified: true,
      apps: ['Phone of Ada'],
      identities: [['github', '583232']],
      more: { id: '0a1b2c3d-0000-4000-8000-000000000001', createdAt: new Date('2024-02-03T04:05:00.123Z') },
    },
    {
      email: 'bob@supabase.example',
      username: named('bob'),
      suspended: true,
      identities: [google(801)],
      more: { suspendedUntil: new Date('2999-01-01T00:00:00Z') },
    },
  ],
  keycloak: [
    {
      email: 'ada@keycloak.example',
      username: named('ada'),
      password: 'iceberg',
      verified: true,
      apps: ['Phone'],
      identities: [google(401)],
      more: { id: 'cfb55bf6-fcbb-4a1e-bfec-30c6649b52f8', languageCode: 'de', displayName: 'Ada Example' },
    },
    {
      email: 'bob@keycloak.example',
      username: 'bob_k',
      suspended: true,
      identities: [['corporate', 'f0000000-0000-4000-8000-000000000402']],
    },
  ],
  'better-auth': [
    {
      email: 'ada@better-auth.example',
      username: named('ada'),
      password: PASSWORD,
      verified: true,
      apps: [APP],
      identities: [['github', '583233']],
      more: { createdAt: new Date('2025-01-02T03:04:05.678Z') },
    },
    { email: 'bob@better-auth.example', username: named('bob'), identities: [google(901)] },
  ],
  django: [
    {
      email: 'ada@django.example',
      username: 'ada_d',
      password: 'lètmein',
      verified: true,
      apps: ['default'],
      identities: [['github', '583231']],
      more: { role: 'USER', createdAt: new Date('2022-03-04T05:06:07.890Z') },
    },
    { email: 'bob@django.example', username: named('bob'), suspended: true },
  ],
  laravel: [
    {
      email: 'ada@laravel.example',
      username: named('ada'),
      password: PASSWORD,
      verified: true,
      apps: [APP],
      identities: [google(501)],
    },
    { email: 'bob@laravel.example', username: named('bob'), password: PASSWORD },
  ],
  wordpress: [
    {
      email: 'ada@wordpress.example',
      username: named('ada'),
      password: PASSWORD,
      apps: [APP],
      identities: [google(601)],
      more: { createdAt: new Date('2025-04-20T08:09:10Z') },
    },
    { email: 'bob@wordpress.example', username: 'bob_w', password: 'hashcat' },
    { email: 'cleo@wordpress.example', username: 'cleo_w' },
  ],
  devise: [
    { email: 'ada@devise.example', username: named('ada'), password: PASSWORD, verified: true, apps: [APP] },
    { email: 'bob@devise.example', username: named('bob'), identities: [google(701)] },
  ],
};

/** What the conversion of each export says that it leaves out. */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  auth0: ['accounts at facebook', 'users without an email address'],
  firebase: ['users without an email address', 'accounts at twitter.com'],
  cognito: ['users without an email address'],
  supabase: ['accounts at azure'],
  keycloak: [
    'accounts at facebook',
    'authenticator apps with other codes than ours, or with a secret below 128 bits',
    'users without an email address',
  ],
  'better-auth': [],
  django: ['accounts at twitter'],
  laravel: ['authenticator apps with other codes than ours, or with a secret below 128 bits'],
  wordpress: ['accounts at fb', 'password hashes of MD5'],
  devise: [],
};
