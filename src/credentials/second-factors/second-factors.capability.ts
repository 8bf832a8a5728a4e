import { defineCapability } from '../../platform/capabilities/capability.js';
import { SecondFactors } from './second-factors.service.js';
import { StepUpGuard, type StepUpGuardConfig } from './step-up-guard.service.js';

declare module '../../core/services.js' {
  interface Services {
    secondFactors: SecondFactors;
    stepUpGuard: StepUpGuard;
  }
}

/** Which second factors a user has. */
export const secondFactors = defineCapability({
  name: 'second-factors',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  needs: ['database', 'clock'],
  provides: ['secondFactors', 'stepUpGuard'],
  build: (deps, config: StepUpGuardConfig) => {
    const secondFactors = new SecondFactors(deps);
    return {
      tables: {},
      services: { secondFactors, stepUpGuard: new StepUpGuard({ ...deps, secondFactors }, config) },
    };
  },
});
