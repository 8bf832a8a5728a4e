import { createTranslator } from '../../../src/platform/i18n/translator.js';
import { describeDevice, toldDevice } from '../../../src/platform/mail/told-device.js';

const translator = createTranslator();
const told = (userAgent: string | null) => describeDevice(translator, 'en', toldDevice(userAgent));

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('a device in words', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
      'Firefox on Windows',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`,
      'Chrome on Windows',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
      'Microsoft Edge on Windows',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/131.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [
      `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${WEBKIT} Chrome/131.0.0.0 Mobile Safari/537.36`,
      'Chrome on Android',
    ],
    [`${IPHONE} Version/17.4 Mobile/15E148 Safari/604.1`, 'Safari on iOS'],
    [`${IPHONE} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`, 'Chrome on iOS'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari on macOS',
    ],
    ['Firefox/120.0', 'Firefox'],
    ['Example/1.0 CFNetwork/1494.0.7 Darwin/23.4.0', 'an app on iOS/macOS'],
    ['Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UQ1A)', 'an app on Android'],
    ['Example/1.0 (Windows NT 10.0)', 'an app on Windows'],
    ['curl/8.5.0', 'an unknown device'],
    ['', 'an unknown device'],
    [null, 'an unknown device'],
  ])('%j is %s', (userAgent, words) => {
    expect(told(userAgent)).toBe(words);
  });

  it.each([
    'Your account is locked, visit evil.example',
    'evil.example/1.0 (evil.example)',
    '<a href="https://evil.example">x</a>/1.0 (y)',
    'https://evil.example/ (evil.example) evil.example/1.0 evil.example',
    'Generic/1.0 (evil.example)',
    'x\r\nSubject: evil.example/1.0 (y)',
    '\u202eelpmaxe.live\u202c/1.0 (z)',
    `${'evil.example/1 '.repeat(700)}`,
    `Mozilla/5.0 (${'('.repeat(10_000)}evil.example`,
  ])('takes no word from a hostile header, such as %j', (userAgent) => {
    expect(told(userAgent)).toBe('an unknown device');
  });

  it('reads the longest header that the service accepts in little time', () => {
    const hostile = ['a/', '(', ' ', ';', 'Mozilla/5.0 (', 'Version/1.1 ', 'Windows NT '].map((one) =>
      one.repeat(Math.ceil(16_000 / one.length)),
    );
    const begun = performance.now();
    for (const header of hostile) told(header);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
