/** `skipped`: there was no way to look. */
export type Status = 'ok' | 'warning' | 'problem' | 'skipped';

/** What one look found. No sentence holds a secret. */
export interface Finding {
  /** A word that scripts may rely on. */
  readonly check: string;
  readonly status: Status;
  readonly sentence: string;
  /** What to do. */
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
