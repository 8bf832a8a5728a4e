/** An sRGB colour: three numbers from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

export const WHITE: Colour = [255, 255, 255];
export const BLACK: Colour = [0, 0, 0];

/** The contrast that text needs (WCAG 2.2, 1.4.3). */
const READABLE = 4.5;
const STEPS = 20;

/** @returns null for anything but `#rrggbb` */
export function parseColour(text: string): Colour | null {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text.trim()) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

export function hexOf(colour: Colour): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** @returns the ratio of the luminances, from 1 to 21 (WCAG 2.2) */
export function contrastOf(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** @returns black or white, whichever is easier to read on the colour */
export function textOn(colour: Colour): Colour {
  return contrastOf(WHITE, colour) >= contrastOf(BLACK, colour) ? WHITE : BLACK;
}

/** @returns the colour, or the first shade towards black or white that text can have on the ground */
export function readableOn(ground: Colour, colour: Colour): Colour {
  const end = textOn(ground);
  for (let step = 0; step < STEPS; step += 1) {
    const shade = mix(colour, end, step / STEPS);
    if (contrastOf(shade, ground) >= READABLE) return shade;
  }
  return end;
}

function mix(one: Colour, other: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => Math.round(one[index] + (other[index] - one[index]) * share);
  return [part(0), part(1), part(2)];
}

function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
