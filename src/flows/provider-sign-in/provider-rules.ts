import { apple } from './apple.js';
import { github } from './github.js';
import { google } from './google.js';
import { microsoft } from './microsoft.js';
import { openid } from './openid.js';
import type { ProviderKind, ProviderRules } from './provider.js';

export const PROVIDER_RULES: Readonly<Record<ProviderKind, ProviderRules>> = {
  google,
  github,
  apple,
  microsoft,
  openid,
};
