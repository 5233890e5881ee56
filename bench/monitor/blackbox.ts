import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setInterval as every } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { end, firstLine, PERIOD_MS, type Prober, type Timed } from './probers.ts';

const INSTALL = 'blackbox_exporter is missing; Debian: apt-get install prometheus-blackbox-exporter';
// JSON is YAML.
const MODULES = fileURLToPath(new URL('blackbox.json', import.meta.url));

/** blackbox_exporter, its module `http_2xx`: it probes each time that somebody scrapes it, which this process does. */
export async function startBlackbox(url: string): Promise<Prober> {
  const child: ChildProcessByStdio<null, null, Readable> = spawn(
    'prometheus-blackbox-exporter',
    [`--config.file=${MODULES}`, '--web.listen-address=127.0.0.1:0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const version = firstLine(child, /version="\(version=(?<version>[^,]+)/, INSTALL);
  const listening = firstLine(child, /msg="Listening on" address=(?<address>\S+)/, INSTALL);
  const [{ version: number = '' }, { address }] = await Promise.all([version, listening]);
  const well: Timed[] = [];
  const stop = new AbortController();
  const scraping = scrape(`http://${address}/probe?module=http_2xx&target=${url}/health`, well, stop.signal);
  return {
    says: 'blackbox_exporter',
    version: number,
    pid: child.pid!,
    well,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await scraping;
      await end(child);
    },
  };
}

/** Until it is told to stop. An interval, not a pause after each: the period does not grow by what a probe takes. */
async function scrape(url: string, well: Timed[], signal: AbortSignal): Promise<void> {
  for await (const _ of every(PERIOD_MS)) {
    if (signal.aborted) return;
    const text = await (await fetch(url)).text();
    const timed = timedOf(text);
    if (timed !== undefined) well.push(timed);
  }
}

function timedOf(text: string): Timed | undefined {
  const seconds = (series: RegExp): number[] => [...text.matchAll(series)].map(([, value]) => Number(value));
  const [success] = seconds(/^probe_success (\S+)$/gm);
  if (success !== 1) return undefined;
  const [probe = NaN] = seconds(/^probe_duration_seconds (\S+)$/gm);
  const phases = seconds(/^probe_http_duration_seconds\{phase="\w+"\} (\S+)$/gm);
  return { probeMs: probe * 1_000, exchangeMs: phases.reduce((sum, each) => sum + each, 0) * 1_000 };
}
