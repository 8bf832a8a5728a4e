import { readFile } from 'node:fs/promises';
import { variableNames } from '../../src/app/config.js';
import { doctor } from '../operator/doctor/report.js';
import { describeEmbedded, preparedFolder, startProcess } from '../support/process.js';

const warned = async (env: Record<string, string>) =>
  (await doctor(env)).findings.filter(({ check }) => check === 'settings').map(({ sentence }) => sentence);

describeEmbedded('a misspelt setting', () => {
  it.each([
    ['RATE_LIMIT', 'RATE_LIMITS'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATBSE_URL', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['AUTH_SECRETS', 'AUTH_SECRET'],
    ['MAIL_FORM', 'MAIL_FROM'],
    ['ACCES_TOKEN_TTL', 'ACCESS_TOKEN_TTL'],
    ['PROT', 'PORT'],
    ['public_url', 'PUBLIC_URL'],
    ['LATCHKEY_REDIS_URL', 'REDIS_URL'],
  ])('%s is warned of, with the one that is meant: %s', async (name, meant) => {
    expect(await warned({ [name]: 'unsayable' })).toEqual([
      `${name} is not a setting; did you mean ${meant}?`,
    ]);
  });

  it('is warned of at the start, and its value is not said', async () => {
    const service = await startProcess({
      DATA_DIR: await preparedFolder(),
      RATE_LIMIT: 'unsayable',
      LANG: 'C.UTF-8',
    });
    expect(service.log().filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({
        msg: 'setting has no effect',
        setting: 'RATE_LIMIT',
        warning: 'is not a setting; did you mean RATE_LIMITS?',
      }),
    ]);
    expect(service.stderr()).not.toContain('unsayable');
    await service.kill();
  });

  it('is none of the settings, and none of what other programs have in their environment', async () => {
    const others =
      `PATH HOME USER LANG LC_ALL SHELL TERM PWD OLDPWD SHLVL HOSTNAME HOSTS POST PORTS LOGNAME MAIL
      NODE_ENV NODE_OPTIONS NODE_EXTRA_CA_CERTS DEBUG TZ CI TMPDIR EDITOR DISPLAY COLORTERM SSH_AUTH_SOCK
      PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE POSTGRES_URL POSTGRES_PASSWORD DATABASE_HOST DATABASE_PORT DATABASE_NAME
      DATABASE_USER DATABASE_SSL DATABASE_TLS TEST_DATABASE_URL REDIS_HOST REDIS_PORT REDIS_PASSWORD REDIS_TLS SMTP_HOST
      SMTP_PORT SMTP_USER SMTP_PASS SMTP_FROM MAIL_HOST MAIL_TO API_URL APP_URL BASE_URL SITE_URL JWT_SECRET
      SESSION_SECRET SECRET_KEY KUBERNETES_SERVICE_HOST KUBERNETES_PORT_443_TCP_ADDR LATCHKEY_PORT_4000_TCP
      npm_config_cache npm_package_name HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy no_proxy
      LOG_FORMAT LOG_FILE DATA_PATH`.split(/\s+/);
    const example = await readFile(new URL('../../.env.example', import.meta.url), 'utf8');
    expect(example).toContain('DATABASE_POOLER');
    const { findings } = await doctor(Object.fromEntries(others.map((name) => [name, 'x'])));
    expect(findings.filter(({ check }) => check === 'settings')).toEqual([]);
    expect(variableNames().filter((name) => others.includes(name))).toEqual([]);
  });
});
