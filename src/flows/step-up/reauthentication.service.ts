import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { SteppedUp, StepUps } from './step-ups.service.js';

export interface ReauthenticationDeps {
  passwords: Pick<Passwords, 'reauthenticate'>;
  stepUps: StepUps;
}

/** Checks what a signed-in user gives to prove again who they are. */
export class Reauthentication {
  constructor(private readonly deps: ReauthenticationDeps) {}

  /**
   * A password lifts the session of a user without a second factor alone. The password of another user is not checked,
   * so nobody can guess at it here.
   * @throws INVALID_CREDENTIALS, SERVER_BUSY, STEP_UP_REQUIRED
   */
  async withPassword(viewer: Viewer, password: string, requestMeta: RequestMeta): Promise<SteppedUp> {
    const { stepUps, passwords } = this.deps;
    await stepUps.requireOneFactorIsEnough(viewer);
    const credentialsEpoch = await passwords.reauthenticate(
      viewer,
      password,
      'reauthentication_failed',
      requestMeta,
    );
    return stepUps.lift(viewer, { level: 1, methods: ['pwd'], credentialsEpoch }, requestMeta);
  }
}
