import path from 'node:path';
import { LATCHKEY } from './latchkey.mjs';

/** @type {import('next').NextConfig} */
export default {
  // The application and Latchkey are one host to the browser, so that both get the same cookies.
  rewrites: async () => [{ source: '/graphql', destination: LATCHKEY }],
  // `latchkey` is a link to the folder of this repository. Leave this out where it comes from a registry.
  turbopack: { root: path.join(import.meta.dirname, '../..') },
};
