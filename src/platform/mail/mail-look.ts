import { type Colour, hexOf, readableOn, textOn, WHITE } from '../../core/colour.js';

/** A picture that is part of each mail, because a picture from elsewhere tells its server when the mail is opened. */
export interface MailLogo {
  readonly content: Buffer;
  readonly contentType: 'image/png' | 'image/jpeg';
}

/** The colour of buttons and links of a service that names none. */
export const DEFAULT_COLOUR: Colour = [29, 78, 216];
/** Mail programs cut off messages of more than about 100 kB, pictures not counted; a logo needs far less. */
const MAX_LOGO_BYTES = 200_000;
/** The ground of a mail in a program with dark colours. */
const DARK_GROUND: Colour = [28, 28, 31];

const SIGNATURES = [
  ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['image/jpeg', Buffer.from('ffd8ff', 'hex')],
] as const;

/** @returns the logo, or the problem with the file: mail programs show neither SVG nor WebP */
export function logoOf(content: Buffer): MailLogo | { readonly problem: string } {
  if (content.length > MAX_LOGO_BYTES) return { problem: 'must be a file of at most 200 kB' };
  const [contentType] = SIGNATURES.find(([, bytes]) => content.subarray(0, bytes.length).equals(bytes)) ?? [];
  return contentType === undefined ? { problem: 'must be a PNG or JPEG file' } : { content, contentType };
}

/** The colours of a layout. */
export function coloursOf(colour: Colour) {
  return {
    colour: hexOf(colour),
    textOnColour: hexOf(textOn(colour)),
    linkOnLight: hexOf(readableOn(WHITE, colour)),
    linkOnDark: hexOf(readableOn(DARK_GROUND, colour)),
  };
}
