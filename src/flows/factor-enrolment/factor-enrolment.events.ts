import type { ConcernsAccount, EventDeclarations, InSession } from '../../core/events.js';

export interface FactorEnrolmentEvents {
  enrolment_code_requested: ConcernsAccount & InSession;
  enrolment_code_issued: ConcernsAccount;
  administrator_factor_added: ConcernsAccount & InSession;
  administrator_factor_removed: ConcernsAccount & InSession;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends FactorEnrolmentEvents {}
}

export const factorEnrolmentEvents: EventDeclarations<keyof FactorEnrolmentEvents> = {
  enrolment_code_requested: {
    description: 'An administrator without a second factor requested a code to enrol one, by mail.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  enrolment_code_issued: {
    description: 'The operator made a code with which an administrator enrols a second factor.',
    outcome: 'SUCCESS',
    byUser: false,
  },
  administrator_factor_added: {
    description: 'An administrator enrolled the first second factor. All other administrators got a mail.',
    outcome: 'SUCCESS',
    byUser: true,
  },
  administrator_factor_removed: {
    description: 'An administrator removed the last second factor. All other administrators got a mail.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
