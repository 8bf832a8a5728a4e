/** The end of an error message that begins with the name of a setting. It never quotes the address. */
export const UNESCAPED =
  'must be an address whose user, password and parameters percent-encode #, ?, /, @, % and spaces: %23 for #, ' +
  '%3F for ?, %2F for /, %40 for @, %25 for %, %20 for a space';

/**
 * Whether an address with a password, such as `redis://user:password@host`, contains an unescaped character
 * that ends the password early for some parsers. Such a parser would take a part of the password for a host
 * name, look it up in DNS and print it.
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
