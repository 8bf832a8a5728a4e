import { randomBytes } from 'node:crypto';

/** A secret that nothing else contains. Its signs are changed by each encoding that a leak may pass through. */
export function canary(): string {
  return `${name()}!%+ ${name()}`;
}

/** One that may stand where a program reads a name. */
export function name(): string {
  return `Zq${randomBytes(9).toString('hex')}`;
}

/** The forms that a secret takes when something has copied, packed or printed it. */
export function spellings(secret: string | Buffer): Buffer[] {
  const bytes = Buffer.from(secret);
  const texts = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Cores(bytes),
    ...(typeof secret === 'string' ? textForms(secret) : []),
  ];
  const wide = typeof secret === 'string' ? [Buffer.from(secret, 'utf16le')] : [];
  const all = [bytes, ...wide, ...texts.map((text) => Buffer.from(text))];
  return [...new Map(all.map((form) => [form.toString('hex'), form])).values()];
}

/** Whether a text repeats a secret, in whichever form. */
export function repeats(text: string, secret: string): boolean {
  const haystack = Buffer.from(text);
  return spellings(secret).some((form) => haystack.includes(form));
}

/** Ten characters in a row are no accident: an answer that cut the secret short repeats it too. */
const TELLING = 10;

/** Whether a text repeats a secret or a part of it that tells. */
export function repeatsAPart(text: string, secret: string): boolean {
  for (let from = 0; from + TELLING <= secret.length; from++)
    if (text.includes(secret.slice(from, from + TELLING))) return true;
  return repeats(text, secret);
}

function textForms(secret: string): string[] {
  const quoted = JSON.stringify(secret).slice(1, -1);
  return [
    encodeURIComponent(secret),
    new URLSearchParams({ s: secret }).toString().slice(2),
    quoted,
    JSON.stringify(quoted).slice(1, -1),
  ];
}

/** Base64 of a text depends on where in the whole it begins: the part that does not, for each of the three places. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const from = offset === 0 ? 0 : 4;
    const to = Math.floor(padded.length / 3) * 4;
    return (['base64', 'base64url'] as const).map((encoding) => padded.toString(encoding).slice(from, to));
  });
}
