import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Mustache from 'mustache';
import { DEFAULT_HTML, DEFAULT_TEXT } from './default-layout.js';

/** The templates of the two parts of every mail, as Mustache templates. */
export interface MailLayouts {
  readonly html: string;
  readonly text: string;
}

interface TextView {
  readonly text: string;
  /** Whether another one comes before it. */
  readonly isLater: boolean;
}

/** A line of a paragraph. */
export interface LineView extends TextView {
  /** Whether the line is a code that the reader enters somewhere. */
  readonly isCode: boolean;
}

/** A line of the ending. Some are links. */
export interface EndingView extends TextView {
  readonly url: string | null;
}

/** What a layout shows. All of it is plain text. */
export interface MailView {
  readonly subject: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly serviceName: string;
  /** The address of the logo, which is part of the mail; null without one. */
  readonly logo: string | null;
  readonly colour: string;
  readonly textOnColour: string;
  readonly linkOnLight: string;
  readonly linkOnDark: string;
  readonly greeting: string;
  readonly paragraphs: readonly { readonly lines: readonly LineView[] }[];
  readonly action: { readonly label: string; readonly url: string; readonly linkAsText: string } | null;
  readonly ending: readonly EndingView[];
}

export const DEFAULT_LAYOUTS: MailLayouts = { html: DEFAULT_HTML, text: DEFAULT_TEXT };

/** The files of an operator's folder. */
const FILES = { html: 'layout.html', text: 'layout.txt' } as const;

const NAMES: ReadonlySet<string> = new Set([
  'subject',
  'language',
  'direction',
  'serviceName',
  'logo',
  'colour',
  'textOnColour',
  'linkOnLight',
  'linkOnDark',
  'greeting',
  'paragraphs',
  'lines',
  'text',
  'isLater',
  'isCode',
  'action',
  'label',
  'url',
  'linkAsText',
  'ending',
]);
/** Without these, a mail would not say what happened or what to do. */
const NEEDED = ['greeting', 'paragraphs', 'lines', 'text', 'action', 'url', 'ending'] as const;

/**
 * Fills a layout. Every value is escaped, so a username injects no markup into a mail (EV-6).
 * @param part `text` needs no escapes
 */
export function fillLayout(layouts: MailLayouts, part: keyof MailLayouts, view: MailView): string {
  return Mustache.render(layouts[part], view, {}, { escape: part === 'html' ? escapeHtml : String });
}

/**
 * Reads the layouts of an operator. A file that is missing keeps the layout of the service.
 * @returns the layouts, and every problem of the files
 */
export function readLayouts(folder: string): { value: MailLayouts; problems: readonly string[] } {
  const found = Object.entries(FILES).filter(([, file]) => existsSync(join(folder, file)));
  if (found.length === 0)
    return { value: DEFAULT_LAYOUTS, problems: ['must be a folder with layout.html or layout.txt'] };
  const read = found.map(([part, file]) => [part, readFileSync(join(folder, file), 'utf8')] as const);
  const problems = read.flatMap(([part, template]) =>
    problemsOf(template).map((problem) => `${FILES[part as keyof MailLayouts]}: ${problem}`),
  );
  return { value: { ...DEFAULT_LAYOUTS, ...Object.fromEntries(read) }, problems };
}

function problemsOf(template: string): string[] {
  const tags = new Map<string, string>();
  try {
    collectTags(Mustache.parse(template), tags);
  } catch {
    return ['is no Mustache template'];
  }
  const unknown = [...tags].filter(([name]) => !NAMES.has(name) && name !== '.');
  const unescaped = [...tags].filter(([, kind]) => kind === '&' || kind === '>');
  return [
    ...unknown.map(([name]) => `{{${name}}} is no name of a layout`),
    ...unescaped.map(([name]) => `{{${name}}} must be a plain tag: values are always escaped`),
    ...NEEDED.filter((name) => !tags.has(name)).map((name) => `{{${name}}} is missing`),
  ];
}

/** Mustache gives a tag as its kind, its name and, for a section, the tags in it. */
function collectTags(tokens: readonly unknown[], tags: Map<string, string>): void {
  for (const token of tokens) {
    const [kind, name, , , inner] = token as [string, string, number, number, unknown];
    if (kind !== 'text' && kind !== '!') tags.set(name, kind);
    if (Array.isArray(inner)) collectTags(inner, tags);
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: unknown): string {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
