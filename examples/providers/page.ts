import { type AuthErrorDetails, createAuthClient, inCookie, isAuthError } from '@latchkey/client';

const auth = createAuthClient({
  url: import.meta.env['VITE_LATCHKEY_URL'] ?? 'http://localhost:4000/graphql',
  storage: inCookie(),
});

/** Where this tab keeps the secret without which a result is worth nothing. */
const CHALLENGE = 'provider-challenge';
const PARTS = ['sign-in', 'sign-up', 'link', 'second-step', 'account'] as const;

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const typed = (form: HTMLFormElement, name: string) => String(new FormData(form).get(name));

/** The secret of a sign-in that is not finished. It stays in memory. */
let challenge = '';

function show(part: (typeof PARTS)[number]): void {
  for (const id of PARTS) find(id).hidden = id !== part;
}

/** Runs what a button does, and shows what is next. */
async function attempt(action: () => Promise<unknown>): Promise<void> {
  find('problem').textContent = '';
  try {
    await action();
    await showAccount();
  } catch (error) {
    if (!isAuthError(error)) throw error;
    askFor(error.code, error);
  }
}

function askFor(code: string, error: AuthErrorDetails & { message: string }): void {
  challenge = error.challenge ?? challenge;
  if (code === 'SIGN_UP_REQUIRED') {
    const form = find<HTMLFormElement>('sign-up');
    find<HTMLInputElement>('address').hidden = error.email !== null;
    const username = form.elements.namedItem('username');
    if (username instanceof HTMLInputElement) username.value = error.suggestedUsername ?? '';
    show('sign-up');
  } else if (code === 'LINK_REQUIRED') show('link');
  else if (code === 'MFA_REQUIRED') show('second-step');
  else {
    const fields = error.fields?.map(({ field, message }) => `${field}: ${message}`);
    find('problem').textContent = fields?.join(', ') ?? error.message;
  }
}

async function showAccount(): Promise<void> {
  const user = await auth.me();
  find('name').textContent = user?.username ?? '';
  show(user === null ? 'sign-in' : 'account');
}

async function showProviders(): Promise<void> {
  const providers = await auth.signInProviders();
  find('providers').replaceChildren(
    ...providers.map(({ id, name }) => {
      const button = Object.assign(document.createElement('button'), {
        textContent: `Continue with ${name}`,
      });
      button.addEventListener('click', () => attempt(() => leaveFor(id)));
      return button;
    }),
  );
}

/** Leaves the page. The browser comes back with a fragment in the address. */
async function leaveFor(provider: string): Promise<never> {
  const returnTo = `${location.origin}${location.pathname}`;
  const started = await auth.startProviderSignIn({ provider, returnTo });
  sessionStorage.setItem(CHALLENGE, started.challenge);
  location.assign(started.url);
  return new Promise(() => undefined);
}

/** Reads what the service wrote into the address, and removes it. */
function takeFragment(): URLSearchParams {
  const told = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  return told;
}

async function comeBack(result: string): Promise<void> {
  const begun = sessionStorage.getItem(CHALLENGE) ?? '';
  sessionStorage.removeItem(CHALLENGE);
  await auth.completeProviderSignIn({ challenge: begun, result });
}

function onSubmit(id: string, action: (form: HTMLFormElement) => Promise<unknown>): void {
  const form = find<HTMLFormElement>(id);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(() => action(form));
  });
}

onSubmit('sign-up', (form) =>
  auth.completeSignUp({ challenge, username: typed(form, 'username'), email: typed(form, 'email') || null }),
);
onSubmit('link', (form) =>
  auth.login({
    usernameOrEmail: typed(form, 'usernameOrEmail'),
    password: typed(form, 'password'),
    linkChallenge: challenge,
  }),
);
onSubmit('second-step', (form) => auth.signInWithTotp({ challenge, code: typed(form, 'code') }));
find('sign-out').addEventListener('click', () => attempt(() => auth.logout()));

const told = takeFragment();
const result = told.get('result');
await showProviders();
await attempt(async () => (result === null ? undefined : comeBack(result)));
if (told.has('error')) find('problem').textContent = 'The provider did not sign you in.';
