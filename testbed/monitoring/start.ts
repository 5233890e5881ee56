import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../laravel/ready.ts';
import { supervise } from '../laravel/supervise.ts';

/** A real program of the monitoring stack on a free port of the loopback. Disposing it ends it. */
export type Service = AsyncDisposable & { readonly url: string };

const PATIENCE_MS = 15_000;
const PAUSE_MS = 20;
const HOST = '127.0.0.1';

/** Debian's own keeps what it has in a file of the machine, from one test to the next, unless it is told not to. */
export const startPushgateway = (): Promise<Service> =>
  start((address) => `prometheus-pushgateway --persistence.file= --web.listen-address=${address} --log.level=warn`);

/** Where alerts go and which rules there are; evaluated each second. */
type Rules = { readonly rule_files?: readonly string[]; readonly alerting?: unknown };

/** @param scrapes addresses (`127.0.0.1:9091`) that it scrapes each second, with their own labels honoured */
export const startPrometheus = (scrapes: readonly string[], rules: Rules = {}): Promise<Service> =>
  start((address, folder) => {
    writeFileSync(join(folder, 'prometheus.yml'), configFor(scrapes, rules));
    const data = `--storage.tsdb.path=${folder}/data --config.file=${folder}/prometheus.yml`;
    return `prometheus --web.listen-address=${address} --log.level=warn ${data}`;
  });

/** @param config the whole text of its configuration */
export const startAlertmanager = (config: string): Promise<Service> =>
  start((address, folder) => {
    writeFileSync(join(folder, 'alertmanager.yml'), config);
    const data = `--storage.path=${folder}/data --config.file=${folder}/alertmanager.yml --cluster.listen-address=`;
    return `prometheus-alertmanager --web.listen-address=${address} --log.level=warn ${data}`;
  });

// JSON is YAML.
const configFor = (targets: readonly string[], rules: Rules): string =>
  JSON.stringify({
    ...rules,
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    scrape_configs: [{ job_name: 'parity', honor_labels: true, static_configs: [{ targets }] }],
  });

async function start(commandFor: (address: string, folder: string) => string): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'parity-monitoring-'));
  const address = `${HOST}:${await freePort(HOST)}`;
  const services = supervise(folder, [commandFor(address, folder)], { PATH: process.env['PATH'] ?? '' });
  const url = `http://${address}`;
  try {
    await untilReady(`${url}/-/ready`);
  } catch (cause) {
    await services.stop();
    throw cause;
  }
  return { url, [Symbol.asyncDispose]: () => services.stop() };
}

/** @throws Error when nothing says that it is ready in time */
async function untilReady(url: string): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (performance.now() > giveUpAt) throw new Error(`${url} is not ready after ${PATIENCE_MS / 1_000} s`);
    await pause(PAUSE_MS);
  }
}
