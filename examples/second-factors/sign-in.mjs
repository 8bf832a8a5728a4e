import { createAuthClient } from '@latchkey/client';
import { AuthenticatorApp } from './authenticator-app.mjs';

const url = process.env.LATCHKEY_URL ?? 'http://localhost:4000/graphql';
const username = process.argv[2] ?? 'grace';
const password = 'Password123!';

const desk = createAuthClient({ url });
await desk.register({ username, email: `${username}@example.com`, password });

// A page shows the URI as a QR code. The secret does not count before it is confirmed.
const { id, uri } = await desk.startTotpEnrolment({ name: 'Phone' });
const phone = new AuthenticatorApp(uri);
const { recoveryCodes } = await desk.confirmTotpEnrolment({ id, code: await phone.code() });
console.log(`${username} has an authenticator app and ${recoveryCodes?.length} recovery codes`);

const laptop = createAuthClient({
  url,
  async onStepUp({ methods }) {
    console.log(`the laptop must prove again who the user is: ${methods?.join(' or ')}`);
    const { acr } = await laptop.reauthenticateWithTotp({ code: await phone.code() });
    console.log(`its session has the level ${acr} now`);
    return true;
  },
});

const step = await laptop.signIn({ usernameOrEmail: username, password });
if (step.status !== 'secondFactor') throw new Error('the service did not ask for the second factor');
console.log(`the password alone signs nobody in: ${step.methods.join(' or ')}`);
await step.totp(await phone.code(), { rememberDevice: true });
await laptop.logout();

// The laptop is trusted now: a login does not ask for a code.
const again = await laptop.signIn({ usernameOrEmail: username, password });
console.log(`on the trusted laptop: ${again.status}`);

// A stolen session must not be enough to get new recovery codes, so the service asks.
const codes = (await laptop.replaceRecoveryCodes()).recoveryCodes;
console.log(`${codes.length} new recovery codes, and the old ones are void`);
