import {
  createAuthClient,
  inCookie,
  isAuthError,
  type SecondFactorStep,
  type SignIn,
} from '@latchkey/client';
import {
  isConditionalAvailable,
  reauthenticate,
  register,
  secondStep,
  signIn,
} from '@latchkey/client/passkeys';

const auth = createAuthClient({
  url: import.meta.env['VITE_LATCHKEY_URL'] ?? 'http://localhost:4000/graphql',
  storage: inCookie(),
  // A real page asks for a code too, if `methods` has no PASSKEY.
  onStepUp: async ({ methods }) =>
    methods?.includes('PASSKEY') === true && Boolean(await reauthenticate(auth)),
});

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const typed = (form: HTMLFormElement, name: string) => String(new FormData(form).get(name));
const signInForm = find<HTMLFormElement>('sign-in');
const stepForm = find<HTMLFormElement>('second-step');

/** The sign-in whose password was right. Its secret stays in memory. */
let step: SecondFactorStep | null = null;
/** Ends the offer of passkeys in the form, because a browser runs one ceremony at a time. */
let offer = new AbortController();

function show(part: 'sign-in' | 'second-step' | 'account'): void {
  for (const id of ['sign-in', 'second-step', 'account']) find(id).hidden = id !== part;
}

/** Runs what a button does, and shows why it failed. */
function attempt(action: () => Promise<void>): void {
  offer.abort();
  find('problem').textContent = '';
  action().catch((error: Error) => {
    find('problem').textContent = error.message;
  });
}

function onClick(id: string, action: () => Promise<void>): void {
  find(id).addEventListener('click', () => attempt(action));
}

function onSubmit(form: HTMLFormElement, action: () => Promise<void>): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(action);
  });
}

async function goOn(result: SignIn): Promise<void> {
  step = result.status === 'secondFactor' ? result : null;
  if (step === null) return showAccount();
  find('use-passkey').hidden = !step.methods.includes('PASSKEY');
  show('second-step');
}

async function showAccount(): Promise<void> {
  const user = await auth.mySecondFactors();
  if (user === null) return offerPasskeys();
  const passkeys = user.secondFactors?.passkeys ?? [];
  find('passkeys').replaceChildren(
    ...passkeys.map(({ name }) => Object.assign(document.createElement('li'), { textContent: name })),
  );
  show('account');
}

/** Offers passkeys in the autofill of the form. */
async function offerPasskeys(): Promise<void> {
  show('sign-in');
  if (!(await isConditionalAvailable())) return;
  offer = new AbortController();
  const { signal } = offer;
  await signIn(auth, { conditional: true, signal }).then(goOn, (error) => {
    if (!signal.aborted) throw error;
  });
}

onSubmit(signInForm, async () => {
  const [usernameOrEmail, password] = [typed(signInForm, 'username'), typed(signInForm, 'password')];
  await goOn(await auth.signIn({ usernameOrEmail, password }));
});

onClick('register', async () => {
  const [username, password] = [typed(signInForm, 'username'), typed(signInForm, 'password')];
  await auth.register({ username, email: `${username}@example.com`, password });
  await showAccount();
});

onSubmit(stepForm, async () => {
  const code = typed(stepForm, 'code');
  if (step === null) return;
  await goOn(await (code.length > 8 ? step.recoveryCode(code) : step.totp(code)));
});

onClick('use-passkey', async () => {
  if (step !== null) await goOn(await secondStep(auth, step));
});

onClick('add', async () => {
  const { recoveryCodes } = await register(auth, { name: navigator.platform });
  if (recoveryCodes !== null) find('codes').textContent = recoveryCodes.join('\n');
  await showAccount();
});

onClick('replace', async () => {
  find('codes').textContent = (await auth.replaceRecoveryCodes()).recoveryCodes.join('\n');
});

onClick('sign-out', async () => {
  await auth.logout();
  await offerPasskeys();
});

await showAccount().catch((error: unknown) => {
  if (!isAuthError(error)) throw error;
  find('problem').textContent = error.message;
});
