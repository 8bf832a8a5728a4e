import { IntrospectTokenDocument } from '../../src/generated/client/operations.js';
import { clientOf, createServiceKey } from '../support/administrators.js';
import { registerPerson } from '../support/people.js';
import type { RunStatements } from '../support/raw-statements.js';

const ENTITIES =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { email } } }';

const run: RunStatements = async (service) => {
  const { secret, administrator } = await createServiceKey(service);
  const { tokens } = await registerPerson(service.client);
  await service.client.run(
    IntrospectTokenDocument,
    { input: { token: tokens.accessToken } },
    { headers: { 'latchkey-service-key': secret } },
  );
  const representations = [{ __typename: 'User', id: tokens.user.id }];
  await clientOf(service, administrator).raw(ENTITIES, { representations });
};
export default run;
