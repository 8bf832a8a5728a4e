import type { Browser } from 'playwright-core';
import {
  RequestSignInCodeDocument,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import { describeInChromium, launchChromium } from '../../packages/client/chromium.js';
import { type ClientEnvironment, openEnvironment } from '../../packages/client/client-environment.js';
import { CODES_ON, codeTo } from '../../support/mailed-codes.js';
import { registerPerson } from '../../support/people.js';
import { verified } from '../reclaiming/mailboxes.js';

const LINK = /^http\S+#code=\S+$/m;
const SIGN_IN =
  'mutation ($input: SignInWithCodeInput!) { signInWithCode(input: $input) { accessToken user { id } } }';

/** The page that a mailed link opens: it signs in at once if this browser asked for the code, else at a press. */
const PAGE = `<!doctype html><button>Sign in</button><output></output><script>
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  const show = (text) => { document.querySelector('output').textContent = text; };
  async function signIn() {
    const challenge = sessionStorage.getItem('challenge');
    if (challenge === null) return show('Enter ' + code + ' where you asked for it');
    const body = JSON.stringify({ query: ${JSON.stringify(SIGN_IN)}, variables: { input: { challenge, code } } });
    const answer = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { data, errors } = await answer.json();
    show(errors ? errors[0].extensions.code : 'Signed in: ' + data.signInWithCode.user.id);
  }
  document.querySelector('button').onclick = signIn;
  signIn();
</script>`;

let environment: ClientEnvironment;
let browser: Browser;

/** A request for a code, and the link in its mail. */
async function mailed() {
  const { service } = environment;
  const person = await verified(service, await registerPerson(service.client));
  const { requestSignInCode: asked } = await service.client.run(RequestSignInCodeDocument, {
    input: { email: person.email },
  });
  const code = await codeTo(service, person.email);
  const texts = service.mailbox.to(person.email).map(({ text }) => text);
  const link = LINK.exec(texts.join('\n'))?.[0] ?? '';
  return { person, link, input: { challenge: asked.challenge, code } };
}

describeInChromium('the link of a mailed code', () => {
  beforeAll(async () => {
    environment = await openEnvironment(CODES_ON);
    environment.front.show('/sign-in-code', 'text/html', PAGE);
    browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await environment?.stop();
  });

  it('LOG-8: is still good after a scanner fetched it three times and pressed its button in a browser', async () => {
    const { service } = environment;
    const { person, link, input } = await mailed();
    for (let count = 0; count < 3; count++) expect((await fetch(link)).status).toBe(200);
    const scanner = await browser.newPage();
    await scanner.goto(link);
    await scanner.click('button');
    expect(await scanner.textContent('output')).toBe(`Enter ${input.code} where you asked for it`);
    const { signInWithCode } = await service.client.run(SignInWithCodeDocument, { input });
    expect(signInWithCode.user.id).toBe(person.tokens.user.id);
  });

  it('signs in where the code was asked for', async () => {
    const { person, link, input } = await mailed();
    const page = await browser.newPage();
    await page.goto(`${environment.front.origin}/sign-in-code`);
    await page.evaluate(`sessionStorage.setItem('challenge', '${input.challenge}')`);
    await page.goto('about:blank');
    await page.goto(link);
    await page.waitForFunction("document.querySelector('output').textContent.startsWith('Signed in')");
    expect(await page.textContent('output')).toBe(`Signed in: ${person.tokens.user.id}`);
  });
});
