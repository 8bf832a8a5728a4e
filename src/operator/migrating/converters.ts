import type { Converter } from './converter.js';

/** The systems, each loaded when it is asked for. */
export const CONVERTERS = {
  auth0: async () => (await import('./auth0.js')).convertAuth0,
  'better-auth': async () => (await import('./better-auth.js')).convertBetterAuth,
  cognito: async () => (await import('./cognito.js')).convertCognito,
  devise: async () => (await import('./devise.js')).convertDevise,
  django: async () => (await import('./django.js')).convertDjango,
  firebase: async () => (await import('./firebase.js')).convertFirebase,
  keycloak: async () => (await import('./keycloak.js')).convertKeycloak,
  laravel: async () => (await import('./laravel.js')).convertLaravel,
  supabase: async () => (await import('./supabase.js')).convertSupabase,
  wordpress: async () => (await import('./wordpress.js')).convertWordPress,
} satisfies Readonly<Record<string, () => Promise<Converter>>>;

export type System = keyof typeof CONVERTERS;
