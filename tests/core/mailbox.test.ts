import { mailboxOf } from '../../src/core/mailbox.js';

describe('the mailbox of an address', () => {
  it.each([
    ['a.b+c@gmail.com', 'ab@gmail.com'],
    ['A.B@GoogleMail.com', 'ab@gmail.com'],
    ['a..b.@gmail.com', 'ab@gmail.com'],
    ['Ada@Example.com', 'ada@example.com'],
    ['ada+one+two@example.com', 'ada@example.com'],
    ['ada+@example.com', 'ada@example.com'],
    // What nobody says is the same mailbox is not.
    ['a.da@example.com', 'a.da@example.com'],
    ['ada-tag@yahoo.com', 'ada-tag@yahoo.com'],
    ['ada=tag@example.com', 'ada=tag@example.com'],
    ['+ada@example.com', '+ada@example.com'],
    ['a.b@gmail.com.example.org', 'a.b@gmail.com.example.org'],
    ['a.b@notgmail.com', 'a.b@notgmail.com'],
    ['a.b@mail.gmail.com', 'a.b@mail.gmail.com'],
  ])('%s is %s', (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
    expect(mailboxOf(mailbox)).toBe(mailbox);
  });
});
