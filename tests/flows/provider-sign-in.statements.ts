import { systemRandomness } from '../../src/core/randomness.js';
import { SecretBox } from '../../src/core/secret-box.js';
import { ProviderFlows } from '../../src/flows/provider-sign-in/provider-flows.service.js';
import { provenIdentity } from '../support/identities.js';
import type { RunStatements } from '../support/raw-statements.js';

/** As a service with a provider does: goes there and back, signs in, and signs in with an ID token. */
const run: RunStatements = async ({ database, clock }) => {
  const box = new SecretBox(systemRandomness.bytes(32), systemRandomness);
  const flows = new ProviderFlows({ database, clock, randomness: systemRandomness, box });
  const begin = async (purpose: 'sign-in' | 'id-token', returnTo: string | null) => {
    const secrets = flows.newSecrets();
    await flows.begin({ purpose, provider: 'acme', returnTo, sessionId: null }, secrets);
    return secrets;
  };
  const { state, challenge } = await begin('sign-in', 'https://app.example.com/');
  const returned = await flows.takeState('acme', state.text);
  if (returned === null) throw new Error('The state is lost');
  const result = await flows.finish(returned, provenIdentity());
  await flows.takeResult('sign-in', challenge.text, result);
  await flows.takeNonce((await begin('id-token', null)).challenge.text);
};
export default run;
