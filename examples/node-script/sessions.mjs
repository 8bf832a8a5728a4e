import { AuthError, createAuthClient } from '@latchkey/client';

const url = process.env.LATCHKEY_URL ?? 'http://localhost:4000/graphql';
const username = process.argv[2] ?? 'ada';
const password = 'Password123!';

// Tokens are in memory, so each client has its own session.
const laptop = createAuthClient({ url });
const phone = createAuthClient({ url });

try {
  await laptop.register({ username, email: `${username}@example.com`, password });
  console.log(`${username} is registered`);
} catch (error) {
  if (!(error instanceof AuthError) || error.code !== 'USERNAME_TAKEN') throw error;
  await laptop.login({ usernameOrEmail: username, password });
  console.log(`${username} was registered before, and is logged in`);
}

await phone.login({ usernameOrEmail: username, password });
const sessions = (await laptop.mySessions())?.sessions ?? [];
const others = sessions.filter(({ current }) => !current);
console.log(`${sessions.length} sessions, ${others.length} of them elsewhere`);

await laptop.revokeOtherSessions();
await phone.me().catch(({ code }) => console.log(`the phone is told ${code}`));

await laptop.logout();
if ((await laptop.me()) === null) console.log('after the logout, nobody is signed in on the laptop');
