import { startService, type TestService } from './service.js';
import { TcpProxy } from './tcp-proxy.js';

/** A service behind a proxy, so that its issuer is an address that answers. */
export interface ProxiedService {
  readonly service: TestService;
  readonly issuer: string;
  close(): Promise<void>;
}

export async function startProxiedService(): Promise<ProxiedService> {
  // The issuer is part of the configuration, so its port has to be known before the service has one.
  const target = { host: '127.0.0.1', port: 0 };
  const proxy = await TcpProxy.before(target);
  const issuer = `http://127.0.0.1:${proxy.port}`;
  const service = await startService({ env: { PUBLIC_URL: issuer } });
  target.port = Number(new URL(service.url).port);
  return {
    service,
    issuer,
    close: async () => {
      await proxy.close();
      await service.stop();
    },
  };
}
