import { systemRandomness } from '../../src/core/randomness.js';
import { LiveInstances } from '../../src/platform/background/live-instances.service.js';
import { DueMails } from '../../src/platform/mail/due-mails.service.js';
import type { RunStatements } from '../support/raw-statements.js';
import { PUBLIC_URL } from '../support/service.js';

const run: RunStatements = async ({ database, clock, log, housekeeping }) => {
  const self = { issuer: PUBLIC_URL, version: '1.0.0' };
  const instances = new LiveInstances({ database, randomness: systemRandomness, log }, self);
  await instances.join();
  await instances.leave();
  const [id, now] = [systemRandomness.uuid(), clock.now()];
  const mail = { id, sealed: new Uint8Array(1), attempts: 1, expiresAt: now, givenUpAt: null };
  await new DueMails({ database, clock }).giveUp(mail);
  await housekeeping.sweep();
};
export default run;
