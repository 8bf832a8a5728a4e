import { parseAmount } from '../../src/core/amount.js';

describe('an amount', () => {
  it.each([
    ['5', '5.00'],
    ['5.5', '5.50'],
    ['005.05', '5.05'],
    ['0', '0.00'],
    ['-12.30', '-12.30'],
    ['99999999999.99', '99999999999.99'],
  ])('is read of %s as %s', (text, amount) => {
    expect(parseAmount(text)).toBe(amount);
  });

  it.each([
    '',
    '.5',
    '5.',
    '5.001',
    '1e3',
    '+5',
    '5,00',
    ' 5',
    '-0',
    '-0.00',
    'NaN',
    'Infinity',
    '0x10',
    '100000000000',
  ])('is not read of %j', (text) => {
    expect(parseAmount(text)).toBeNull();
  });
});
