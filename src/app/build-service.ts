// Imported before every class of the schema, because their decorators need it.
import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import { Duration } from '../core/duration.js';
import type { Services } from '../core/services.js';
import { relatedOriginsDocument } from '../credentials/passkeys/related-origins.js';
import { Housekeeping } from '../platform/background/housekeeping.service.js';
import { isUnavailable } from '../platform/database/constraint.js';
import { buildClosedSchema } from '../platform/graphql/schema.js';
import { closeServer } from '../platform/http/close.js';
import { createMetricsServer, openMetrics } from '../platform/http/metrics.js';
import { securityHeaders } from '../platform/http/security-headers.js';
import { createServer } from '../platform/http/server.js';
import { addressKey } from '../platform/rate-limits/address-key.js';
import { publicDocuments } from '../sessions/signing-keys/public-documents.js';
import { type Adapters, openBaseServices } from './base-services.js';
import type { Config } from './config.js';
import { Container, loadResolvers } from './container.js';
import { createReEncryption } from './re-encryption.js';
import { errorDeclarations, fieldRules, operationDeclarations } from './registers.js';
import type { Service } from './service.js';
import { type ServiceConfig, serviceConfig } from './service-config.js';
import { VERSION } from './version.js';

/** The time that running requests have to finish when the service stops. */
const REQUEST_DRAIN = Duration.seconds(6);

/** Builds the service from the configuration and the adapters, and starts the background work. */
export async function buildService(
  { publicUrl, ...settings }: Config & { publicUrl: string },
  adapters: Adapters,
): Promise<Service> {
  const config = serviceConfig({ ...settings, publicUrl }, publicUrl);
  const { given, handlers } = openBaseServices(config, adapters);
  if (adapters.previousAuthSecret) await createReEncryption(given.keys, given).run();
  const container = new Container(given, handlers, config);
  const services = await container.buildAll();

  const state = { draining: false, closing: false };
  const metrics = config.metrics === null ? null : openMetrics(container.metrics);
  const server = await openServer(config, services, { adapters, state, metrics });
  const metricsServer =
    metrics !== null && config.metrics?.listener
      ? createMetricsServer(metrics, securityHeaders(config.publicUrl))
      : null;

  const housekeeping = new Housekeeping({ ...given, stores: container.stores });
  for (const work of container.background) work.start?.();
  housekeeping.start();
  return {
    server,
    metricsServer,
    services,
    housekeeping,
    drain: () => {
      state.draining = true;
    },
    stop: async () => {
      state.draining = true;
      state.closing = true;
      await closeServer(server, REQUEST_DRAIN);
      await metricsServer?.close();
      await housekeeping.stop();
      // Stops in reverse order: nothing that still runs uses the part that was built last.
      for (const work of container.background.toReversed()) await work.stop();
    },
  };
}

async function openServer(
  config: ServiceConfig,
  services: Services,
  {
    adapters,
    state,
    metrics,
  }: {
    adapters: Adapters;
    state: { readonly draining: boolean; readonly closing: boolean };
    metrics: ReturnType<typeof openMetrics> | null;
  },
): Promise<FastifyInstance> {
  const { sessions, serviceAuthentication, knownDevices, signing, limits } = services;
  const resolvers = await loadResolvers(config);
  const instances = new Map(resolvers.map((Resolver) => [Resolver, new Resolver(services)]));
  const guards = {
    limits,
    errors: errorDeclarations,
    rules: fieldRules,
    operations: operationDeclarations,
    isUnavailable,
  };
  const schema = buildClosedSchema(resolvers, (resolver) => instances.get(resolver as never), {
    ...guards,
    translator: services.translator,
    forbidden: services.forbidden,
    requireFresh: (viewer, freshness) => services.stepUpGuard.require(viewer, freshness),
    requireAdministration: (viewer) => services.stepUpGuard.requireAdministration(viewer),
    requireEnrolled: (viewer) => services.stepUpGuard.requireEnrolled(viewer),
    onRead: services.onRead,
    requireCaptcha: (operation, context) => services.captcha.require(operation, context),
  });
  const token = config.metrics?.token ?? null;
  return createServer(
    {
      ...services,
      ...guards,
      schema,
      requireEnrolled: (viewer) => services.stepUpGuard.requireEnrolled(viewer),
      identify: (accessToken, requestMeta) => sessions.identify(accessToken, requestMeta),
      identifyService: (serviceKey, requestMeta) => serviceAuthentication.identify(serviceKey, requestMeta),
      answerCallback: (...called) => services.providerCallbacks.answer(...called),
      findSignInTarget: (...named) => knownDevices.findSignInTarget(...named),
      health: {
        version: VERSION,
        check: () => adapters.database.check(),
        draining: () => state.draining,
        closing: () => state.closing,
      },
      metrics: metrics !== null && token !== null ? { registry: metrics, token } : null,
      addressKey: (ipAddress) => addressKey({ ipAddress }),
      publicDocuments: [
        ...publicDocuments(signing.access.keyRing, config),
        ...relatedOriginsDocument(config.relyingParty),
      ],
    },
    config,
  );
}
