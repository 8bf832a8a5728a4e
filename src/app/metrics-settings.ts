import type { Environment } from './environment.js';

export interface MetricsConfig {
  /** The bearer token that the public listener's `/metrics` asks for; null: it has none. */
  readonly token: string | null;
  /** The listener that has `/metrics` alone, open to whoever reaches it; null: there is none. */
  readonly listener: { readonly host: string; readonly port: number } | null;
}

/** Where Prometheus looks for what OpenTelemetry exports; no other well-known service has it. */
const DEFAULT_METRICS_PORT = 9464;

export function readMetrics(environment: Environment): MetricsConfig | null {
  const isOn = environment.oneOf('METRICS', 'off', ['on', 'off']) === 'on';
  const token = environment.parsed<string | null>('METRICS_TOKEN', null, (text) =>
    /^[\x21-\x7e]{32,}$/.test(text)
      ? { value: text }
      : { problem: 'must be at least 32 characters without spaces; make one with: openssl rand -hex 32' },
  );
  const host = environment.text('METRICS_HOST', '127.0.0.1');
  const port = environment.optionalInteger('METRICS_PORT', { min: 0, max: 65_535 });
  if (!isOn) return null;
  // Without a token the public listener has no metrics, so they need a listener of their own.
  const ownPort = port ?? (token === null ? DEFAULT_METRICS_PORT : null);
  return { token, listener: ownPort === null ? null : { host, port: ownPort } };
}
