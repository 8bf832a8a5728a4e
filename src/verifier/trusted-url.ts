const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** @throws TypeError for what is no address, and for one that anybody on the way could answer for */
export function trustedUrl(option: string, text: string, allowHttp: boolean): URL {
  if (!URL.canParse(text)) throw new TypeError(`${option} is not an address`);
  const url = new URL(text);
  const isTrusted =
    url.protocol === 'https:' || (url.protocol === 'http:' && (allowHttp || THIS_MACHINE.test(url.hostname)));
  if (!isTrusted) throw new TypeError(`${option} must be an https address`);
  return url;
}
