/** The end of a sentence that begins with the name of a setting. It repeats nothing of the address. */
export const UNESCAPED =
  'must be an address whose user, password and parameters percent-encode #, ?, /, @, % and spaces: %23 for #, ' +
  '%3F for ?, %2F for /, %40 for @, %25 for %, %20 for a space';

/**
 * Whether an address with a password, such as `redis://user:password@host`, holds a character that ends the password
 * early for some readers. A part of the password would then be taken for a host, looked up in DNS and printed.
 */
export function isUnescaped(address: string): boolean {
  const afterScheme = address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const [authority = ''] = afterScheme.split(/[/?#]/, 1);
  const beyond = afterScheme.slice(authority.length);
  return (
    /[#\s]/.test(afterScheme) ||
    /%(?![0-9a-f]{2})/i.test(afterScheme) ||
    beyond.includes('@') ||
    authority.indexOf('@') !== authority.lastIndexOf('@')
  );
}
