import type { Database } from '../../platform/database/client.js';

/** The sign-ins that are under way at providers. */
export class ProviderFlows {
  constructor(readonly deps: { database: Database }) {}
}
