const THIS_MACHINE = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** @throws TypeError for an invalid address, and for one where a man in the middle could answer */
export function trustedUrl(option: string, text: string, allowHttp: boolean): URL {
  if (!URL.canParse(text)) throw new TypeError(`${option} is not an address`);
  const url = new URL(text);
  const isTrusted =
    url.protocol === 'https:' || (url.protocol === 'http:' && (allowHttp || THIS_MACHINE.test(url.hostname)));
  if (!isTrusted) throw new TypeError(`${option} must be an https address`);
  // Fail at once: `fetch` rejects credentials on each call, and does not send a fragment.
  if (`${url.username}${url.password}${url.hash}` !== '')
    throw new TypeError(`${option} must hold neither a password nor a fragment`);
  return url;
}
