import type { Log } from '../../../src/core/log.js';

export interface LogLine {
  readonly level: keyof Log;
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** A log that is read back. */
export function recordingLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const record = (level: keyof Log) => (details: object, message: string) => {
    lines.push({ ...details, level, message });
  };
  return {
    lines,
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  };
}
