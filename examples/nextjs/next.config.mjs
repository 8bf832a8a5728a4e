import path from 'node:path';
import { LATCHKEY } from './latchkey.mjs';

/** @type {import('next').NextConfig} */
export default {
  // For the browser, the application and Latchkey are one host, so both get the same cookies.
  rewrites: async () => [{ source: '/graphql', destination: LATCHKEY }],
  // `@latchkey/client` is a link to a folder of this repository. Remove this if you install it from a registry.
  turbopack: { root: path.join(import.meta.dirname, '../..') },
};
