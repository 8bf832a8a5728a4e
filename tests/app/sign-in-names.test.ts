import { inspectConfig } from '../../src/app/config.js';

describe('settings that begin with SIGN_IN', () => {
  it('take the page of mailed codes for no setting of a provider', () => {
    const { config, problems } = inspectConfig({ SIGN_IN_CODE_URL: 'https://app.example.com/code' });
    expect(problems).toEqual([]);
    expect(config.signInCodeUrl).toBe('https://app.example.com/code');
  });
});
