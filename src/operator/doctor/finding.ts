/** `skipped`: the check was not possible. */
export type Status = 'ok' | 'warning' | 'problem' | 'skipped';

/** The result of one check. No sentence contains a secret. */
export interface Finding {
  /** A stable name, for scripts. */
  readonly check: string;
  readonly status: Status;
  readonly sentence: string;
  /** What the operator can do. */
  readonly advice?: string;
}

export function ok(check: string, sentence: string): Finding {
  return { check, status: 'ok', sentence };
}

export function skipped(check: string, sentence: string): Finding {
  return { check, status: 'skipped', sentence };
}

export function warning(check: string, sentence: string, advice: string): Finding {
  return { check, status: 'warning', sentence, advice };
}

export function problem(check: string, sentence: string, advice: string): Finding {
  return { check, status: 'problem', sentence, advice };
}
