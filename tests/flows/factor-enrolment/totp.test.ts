import { StartTotpEnrolmentDocument, UsersDocument } from '../../../src/generated/client/operations.js';
import { operatorCode, refreshed } from '../../support/administrator-factors.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import { enrol } from '../../support/second-factors.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { MFA_FOR_ADMINISTRATORS: 'required' } });
});
afterAll(() => service.stop());

describe('startTotpEnrolment', () => {
  it('AD-5: takes the code of an administrator, whose session then administers once it is refreshed', async () => {
    const admin = await appointedAdministrator(service);
    const asking = clientOf(service, admin);
    const refusal = (enrolmentCode?: string) =>
      asking.refusal(StartTotpEnrolmentDocument, {
        input: { name: 'Phone', enrolmentCode: enrolmentCode ?? null },
      });
    expect(await refusal()).toMatchObject({ code: 'FORBIDDEN', reason: 'enrolmentCodeNeeded' });
    expect((await refusal('A'.repeat(43))).code).toBe('INVALID_CODE');
    await enrol(asking, service.clock, 'Phone', await operatorCode(service, admin));
    const { accessToken } = await refreshed(service, admin.tokens);
    expect((await service.client.as(accessToken).ask(UsersDocument, {})).errors).toEqual([]);
  });
});
