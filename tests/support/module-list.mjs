import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// `node --import` runs this file before the program, and Node again as the hooks, in a thread of their own.
const file = new URL(import.meta.url).searchParams.get('file');
const write = (names) => appendFileSync(file, names.map((name) => `${name}\n`).join(''));

if (isMainThread) {
  register(import.meta.url);
  // What one CommonJS module requires from another passes no hook.
  process.once('exit', () => write(Object.keys(createRequire(import.meta.url).cache)));
}

export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  write([resolved.url]);
  return resolved;
}
