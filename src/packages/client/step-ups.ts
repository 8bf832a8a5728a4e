import type { AuthErrorDetails } from './auth-error.js';
import type { SessionKeeper } from './session-keeper.js';

/** What an operation asks, because a stolen session alone must not be enough for it. */
export type StepUp = Pick<AuthErrorDetails, 'methods' | 'acr' | 'maxAge' | 'enrol'>;

/**
 * Asks the user to prove anew who they are, and calls one of `reauthenticateWith…` with the answer. If `enrol` is
 * true, the user has to add a second factor first.
 * @returns whether the user has done so
 */
export type OnStepUp = (stepUp: StepUp) => boolean | Promise<boolean>;

/** Asks the user for a step-up once, however many calls need it. */
export class StepUps {
  #question: Promise<boolean> | null = null;

  constructor(
    private readonly keeper: Pick<SessionKeeper, 'renew' | 'stepUps' | 'noteStepUp' | 'isFromBefore'>,
    private readonly onStepUp: OnStepUp | undefined,
  ) {}

  /**
   * Whether the user is being asked. A call that begins meanwhile may be part of the answer, which must not wait for
   * itself.
   */
  get isAsking(): boolean {
    return this.#question !== null;
  }

  /**
   * @param refused the token that is too old or too weak
   * @returns a token of the same user from after the step-up; null without a step-up
   */
  async tokenAfter(stepUp: StepUp, refused: string): Promise<string | null> {
    const { keeper } = this;
    // Otherwise the user has stepped up while the refused call was on its way.
    if (!keeper.isFromBefore(refused)) {
      // The question is open before `onStepUp` runs, so that its own calls find it open.
      this.#question ??= Promise.resolve()
        .then(() => this.#ask(stepUp))
        .finally(() => {
          this.#question = null;
        });
      if (!(await this.#question)) return null;
    }
    return (await keeper.renew(refused))?.accessToken ?? null;
  }

  async #ask(stepUp: StepUp): Promise<boolean> {
    const { keeper, onStepUp } = this;
    const before = keeper.stepUps;
    try {
      if (!(await onStepUp?.(stepUp))) return false;
    } catch {
      return false;
    }
    // The user has stepped up in another way than by the methods of this client.
    if (keeper.stepUps === before) keeper.noteStepUp();
    return true;
  }
}
