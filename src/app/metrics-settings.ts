import type { Environment } from './environment.js';

export interface MetricsConfig {
  /** The bearer token of `/metrics` on the public listener; null if that listener has no `/metrics`. */
  readonly token: string | null;
  /** The listener with only `/metrics`, which needs no token; null without one. */
  readonly listener: { readonly host: string; readonly port: number } | null;
}

/** The default port of the Prometheus exporter of OpenTelemetry. No other well-known service uses it. */
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
  // Without a token, the public listener has no metrics, so they need their own listener.
  const ownPort = port ?? (token === null ? DEFAULT_METRICS_PORT : null);
  return { token, listener: ownPort === null ? null : { host, port: ownPort } };
}
