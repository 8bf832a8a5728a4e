import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';

/** A node of a syntax tree, as swc writes it. */
export interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface Import {
  /** A file of ours by its path under src, such as `core/clock.ts`, or a package by its name. */
  readonly of: string;
  readonly isOurs: boolean;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly names: readonly string[];
}

export interface SourceFile {
  /** Under src, with forward slashes: `users/users.service.ts`. */
  readonly path: string;
  readonly text: string;
  readonly tree: SyntaxNode;
  readonly imports: readonly Import[];
}

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** Every source file that people wrote. */
export function readSource(): SourceFile[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.startsWith('generated/'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(SOURCE, path), 'utf8')));
}

/** Every file of the tests, as a text. */
export function readTests(): Pick<SourceFile, 'path' | 'text'>[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[mc]?[jt]s$/.test(path))
    .sort()
    .map((path) => ({
      path: `tests/${path.replaceAll('\\', '/')}`,
      text: readFileSync(join(TESTS, path), 'utf8'),
    }));
}

export function parseSource(path: string, text: string): SourceFile {
  const tree = parseSync(text, {
    syntax: 'typescript',
    decorators: true,
    target: 'es2022',
  }) as unknown as SyntaxNode;
  return { path, text, tree, imports: importsOf(path, tree) };
}

/** Every node of a tree that is of one of these types. */
export function nodesOf(tree: SyntaxNode, ...types: string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const node = value as SyntaxNode;
      if (types.includes(node.type)) found.push(node);
      Object.values(node).forEach(visit);
    }
  };
  visit(tree);
  return found;
}

/** `Date.now` for `Date.now`, `process.env` for `process.env['X']`; an empty text for anything else. */
export function nameOf(node: unknown): string {
  const { type, value, object, property } = (node ?? {}) as SyntaxNode;
  if (type === 'Identifier') return String(value);
  if (type === 'ThisExpression') return 'this';
  if (type === 'PrivateName') return `#${value ?? ''}`;
  if (type !== 'MemberExpression') return '';
  const { type: kind, expression } = (property ?? {}) as SyntaxNode;
  const name = kind === 'Computed' ? textOf(expression) : nameOf(property);
  return name === '' ? '' : `${nameOf(object)}.${name}`;
}

/** What is called or made with `new`, with how many arguments. */
export function callsIn(tree: SyntaxNode): { name: string; isNew: boolean; argumentCount: number }[] {
  return nodesOf(tree, 'CallExpression', 'NewExpression').map((node) => ({
    name: nameOf(node['callee']),
    isNew: node.type === 'NewExpression',
    argumentCount: ((node['arguments'] ?? []) as unknown[]).length,
  }));
}

export function memberNamesIn(tree: SyntaxNode): string[] {
  return nodesOf(tree, 'MemberExpression').map(nameOf);
}

/** Each type that a value is asserted to have: `UserId` for `id as UserId`. */
export function assertedTypesIn(tree: SyntaxNode): string[] {
  return nodesOf(tree, 'TsAsExpression', 'TsTypeAssertion').flatMap(({ typeAnnotation }) =>
    nodesOf(typeAnnotation as SyntaxNode, 'TsTypeReference').map(({ typeName }) => nameOf(typeName)),
  );
}

/** Each text and template of a file, for what is said in SQL: a comment says nothing. */
export function textsIn(tree: SyntaxNode): string[] {
  const texts = nodesOf(tree, 'StringLiteral').map(({ value }) => String(value));
  const templates = nodesOf(tree, 'TemplateLiteral').map((template) =>
    ((template['quasis'] ?? []) as { raw: string }[]).map(({ raw }) => raw).join(' ? '),
  );
  return [...texts, ...templates];
}

function textOf(node: unknown): string {
  const { type, value } = (node ?? {}) as SyntaxNode;
  return type === 'StringLiteral' ? String(value) : '';
}

function importsOf(path: string, tree: SyntaxNode): Import[] {
  const declared = nodesOf(tree, 'ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration')
    .filter((node) => node['source'])
    .map((node) => {
      const specifiers = (node['specifiers'] ?? []) as SyntaxNode[];
      const typeOnly =
        node['typeOnly'] === true ||
        (specifiers.length > 0 && specifiers.every((specifier) => specifier['isTypeOnly'] === true));
      const names = specifiers.map(({ local, imported, orig }) =>
        String(((imported ?? orig ?? local) as SyntaxNode | undefined)?.['value'] ?? ''),
      );
      return { source: textOf(node['source']), typeOnly, names };
    });
  const dynamic = nodesOf(tree, 'CallExpression')
    .filter((node) => (node['callee'] as SyntaxNode).type === 'Import' || isResolve(node))
    .map((node) => {
      const [first] = (node['arguments'] ?? []) as { expression: unknown }[];
      return { source: textOf(first?.expression), typeOnly: false, names: [] };
    });
  return [...declared, ...dynamic].map(({ source, ...rest }) => ({ ...rest, ...resolve(path, source) }));
}

function isResolve(node: SyntaxNode): boolean {
  return /^(require|require\.resolve|import\.meta\.resolve)$/.test(nameOf(node['callee']));
}

function resolve(path: string, source: string): Pick<Import, 'of' | 'isOurs'> {
  if (!source.startsWith('.')) return { of: packageOf(source), isOurs: false };
  const target = posix.join(posix.dirname(path), source).replace(/\.js$/, '.ts');
  return { of: target, isOurs: true };
}

function packageOf(source: string): string {
  if (source.startsWith('node:')) return source;
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
}
