import { doctor, of } from '../../operator/doctor/report.js';
import { describeEmbedded, freePort, preparedFolder, runToEnd, startProcess } from '../../support/process.js';

const TOKEN = 'canary-of-metrics-0123456789abcdef';

async function statusOf(url: string, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (await fetch(url, { headers })).status;
}

describeEmbedded('the metrics', () => {
  it('have a listener of their own, and none where clients are', async () => {
    const port = await freePort();
    const service = await startProcess({
      DATA_DIR: await preparedFolder(),
      METRICS: 'on',
      METRICS_PORT: String(port),
    });
    const scraped = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await scraped.text()).toContain('latchkey_mails_delivered_total');
    expect(scraped.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(scraped.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await statusOf(`${service.url}/metrics`)).toBe(404);
    expect(await statusOf(`http://127.0.0.1:${port}/graphql`)).toBe(404);
    service.signal('SIGTERM');
    expect(await service.exited).toEqual({ code: 0, signal: null });
  });

  it('are told to the bearer of METRICS_TOKEN alone, where they share the listener of the clients', async () => {
    const service = await startProcess({
      DATA_DIR: await preparedFolder(),
      METRICS: 'on',
      METRICS_TOKEN: TOKEN,
    });
    const address = `${service.url}/metrics`;
    expect(await statusOf(address)).toBe(401);
    expect(await statusOf(address, `${TOKEN.slice(0, -1)}0`)).toBe(401);
    expect(await statusOf(address, TOKEN)).toBe(200);
    expect(service.stderr()).not.toContain(TOKEN);
    await service.kill();
  });

  it('keep the start from succeeding when their port is taken, with a sentence that names the setting', async () => {
    const port = await freePort();
    const first = await startProcess({
      DATA_DIR: await preparedFolder(),
      METRICS: 'on',
      METRICS_PORT: String(port),
    });
    const second = await runToEnd({
      DATA_DIR: await preparedFolder(),
      METRICS: 'on',
      METRICS_PORT: String(port),
    });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`Port ${port} on 127.0.0.1 is in use; set METRICS_PORT to another one.`);
    await first.kill();
  });

  it('are a problem to the doctor when the public address answers with them', async () => {
    const port = await freePort();
    const service = await startProcess({
      DATA_DIR: await preparedFolder(),
      METRICS: 'on',
      METRICS_PORT: String(port),
    });
    const seen = async (publicUrl: string) =>
      of(await doctor({ METRICS: 'on', PUBLIC_URL: publicUrl }), 'metrics');
    // A proxy that hands everything on to the wrong listener.
    expect(await seen(`http://127.0.0.1:${port}`)).toMatchObject({
      status: 'problem',
      sentence: `http://127.0.0.1:${port}/metrics answers without a token (200).`,
    });
    expect(await seen(service.url)).toMatchObject({ status: 'ok' });
    expect(await seen(`http://127.0.0.1:${await freePort()}`)).toMatchObject({ status: 'skipped' });
    await service.kill();
  });
});
