const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** @throws TypeError for what is no address, and for one that anybody on the way could answer for */
export function trustedUrl(option: string, text: string, allowHttp: boolean): URL {
  if (!URL.canParse(text)) throw new TypeError(`${option} is not an address`);
  const url = new URL(text);
  const isTrusted =
    url.protocol === 'https:' || (url.protocol === 'http:' && (allowHttp || THIS_MACHINE.test(url.hostname)));
  if (!isTrusted) throw new TypeError(`${option} must be an https address`);
  // What `fetch` refuses each time, or sends to nobody, is told at once.
  if (`${url.username}${url.password}${url.hash}` !== '')
    throw new TypeError(`${option} must hold neither a password nor a fragment`);
  return url;
}
