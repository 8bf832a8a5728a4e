import { defineCapability } from '../../platform/capabilities/capability.js';
import { bySession } from '../../platform/graphql/subject.js';
import {
  bySubject,
  DAY,
  everything,
  failures,
  HOUR,
  QUARTER_HOUR,
} from '../../platform/rate-limits/rules.js';
import { codeStepUpMails } from './code-step-up.mails.js';
import { CodeStepUp, type CodeStepUpConfig } from './code-step-up.service.js';

declare module '../../core/services.js' {
  interface Services {
    codeStepUp: CodeStepUp;
  }
}

/** Lets a signed-in user without a password and without a second factor prove again who they are, with a mailed code. */
export const codeStepUp = defineCapability({
  name: 'code-step-up',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    // By session: the thief of one session uses up the budget of that session alone.
    requestStepUpCode: {
      token: 'required',
      throws: [],
      limits: { address: [everything(30, QUARTER_HOUR)], subject: [everything(3, HOUR)] },
      subject: bySession,
    },
    reauthenticateWithCode: {
      token: 'required',
      throws: ['INVALID_CODE'],
      limits: { address: [everything(60, QUARTER_HOUR)], subject: [failures(20, DAY)] },
      subject: bySession,
    },
  },
  limits: {
    // By account: a thief who opens one session after another must not get a new budget with each.
    stepUpCode: bySubject(failures(100, DAY)),
  },
  mails: codeStepUpMails,
  resolvers: async () => [(await import('./code-step-up.resolver.js')).CodeStepUpResolver],
  needs: ['clock', 'users', 'mailedCodes', 'stepUpGuard', 'stepUps', 'outbox', 'audit', 'limits'],
  provides: ['codeStepUp'],
  build: (deps, config: CodeStepUpConfig) => ({
    tables: {},
    services: { codeStepUp: new CodeStepUp(deps, config) },
  }),
});
