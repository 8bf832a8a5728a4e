import { CADDY, HAPROXY, NGINX } from './programs.js';
import type { DocumentedProxy } from './session-proxy.js';

const NGINX_PLACES = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const nginx: DocumentedProxy = {
  program: NGINX,
  heading: '## nginx',
  files: async (block, folder) => ({
    'nginx.conf': `daemon off; master_process off; pid ${folder}/pid; error_log stderr crit;
      events {} http { access_log off;
      ${NGINX_PLACES.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      ${await block('nginx')} }`,
  }),
  command: (file, folder) => ['nginx', '-p', folder, '-c', file],
};

const caddy: DocumentedProxy = {
  program: CADDY,
  heading: '## Caddy',
  // Without its interface on a fixed port, and without its log.
  files: async (block) => ({
    Caddyfile: `{\n admin off\n log {\n output discard\n }\n}\n${await block('caddyfile')}`,
  }),
  command: (file) => ['caddy', 'run', '--config', file],
};

const haproxy: DocumentedProxy = {
  program: HAPROXY,
  heading: '### HAProxy asks Latchkey',
  files: async (block, folder) => ({
    'haproxy.cfg': (await block('haproxy')).replaceAll('/etc/haproxy', folder),
    'latchkey.lua': await block('lua'),
  }),
  command: (file) => ['haproxy', '-db', '-q', '-f', file],
};

/** The proxies of docs/proxies.md that Debian has, each as it asks Latchkey. */
export const ASKING_PROXIES: readonly DocumentedProxy[] = [nginx, caddy, haproxy];
