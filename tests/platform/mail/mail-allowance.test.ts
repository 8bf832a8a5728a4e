import { MailAllowance } from '../../../src/platform/mail/mail-allowance.js';
import { outgoingReset } from './reset-mail.js';

describe('the allowance of mails', () => {
  it('LOG-3: counts as often where there is nobody to write to, since each count may be a question to Redis', async () => {
    const counted: string[] = [];
    const limit = {
      allows: async (rule: string) => {
        counted.push(rule);
        return true;
      },
    };
    const allowance = new MailAllowance({ limit, log: { warn: () => undefined } });
    expect(await allowance.allows(outgoingReset({ address: 'ada@example.com' }))).toBe(true);
    expect(await allowance.allows(null)).toBe(false);
    expect(counted).toEqual(['mailToAddress', 'mailToAddress']);
  });
});
