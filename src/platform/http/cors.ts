import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CAPTCHA_TOKEN } from './captcha-token.js';
import type { AllowsOrigin } from './origins.js';
import { REFRESH_COOKIE_MODE } from './refresh-cookie.js';

const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the allowed origins read responses and send the cookie. Origins are compared exactly (HH-1).
 * Pages of other origins get no CORS headers, and `path` refuses their preflights like any unsupported
 * method.
 */
export async function addCors(scope: FastifyInstance, path: string, allows: AllowsOrigin): Promise<void> {
  await scope.register(cors, {
    delegator: async ({ headers, routeOptions }: FastifyRequest) => {
      const { origin } = headers;
      // The plugin answers OPTIONS for every path.
      if (origin === undefined || !allows(origin) || routeOptions.url !== path) return { origin: false };
      return {
        origin,
        credentials: true,
        methods: ['GET', 'POST'],
        allowedHeaders: [
          'accept-language',
          'apollo-require-preflight',
          'authorization',
          'content-type',
          CAPTCHA_TOKEN,
          REFRESH_COOKIE_MODE,
        ],
        maxAge: PREFLIGHT_SECONDS,
        preflight: headers['access-control-request-method'] !== undefined,
        strictPreflight: false,
      };
    },
  });
}
