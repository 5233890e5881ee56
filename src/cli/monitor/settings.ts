import type { Sink } from '../../export/delivery.ts';
import type { Plan } from '../../model/plan.ts';
import type { OpenSink } from '../../monitor/deliver.ts';
import type { Loaded } from '../load.ts';
import { join } from 'node:path';
import { readEnv } from '../../config/index.ts';
import { EXPORTER_NAMES, EXPORTERS, type ExporterName } from '../../export/index.ts';
import { fits } from '../../model/glob.ts';
import { homeAt } from '../home.ts';
import { load, planFor } from '../load.ts';
import { UsageError, usageError } from '../usage-error.ts';
import { type MonitorOptions, WHOLE } from './options.ts';

/** What one suite of one tenant is made of. */
export type Settings = {
  readonly loaded: Loaded;
  readonly plan: Plan;
  readonly suite: string;
  readonly sinks: readonly OpenSink[];
  /** Where this tenant and suite have their spool; absent: nothing is kept between runs. */
  readonly spool?: string;
};

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * @param more what else can be wrong; throws UsageError
 * @throws UsageError with every problem at once, before anything is sent
 */
export async function settingsOf(options: MonitorOptions, more: readonly (() => unknown)[] = []): Promise<Settings> {
  const problems = new Set<string>();
  const attempt = <T>(make: () => T): T | undefined => {
    try {
      return make();
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      problems.add(thrown.message);
      return undefined;
    }
  };
  const loaded = attempt(() => load(options));
  // A secret that is missing must not hide a scenario that does not exist.
  const known = loaded ?? attempt(() => load(options, true));
  const plan = known && attempt(() => planFor(narrowed(known, options), options));
  const suite = attempt(() => suiteOf(options));
  const sinks = EXPORTER_NAMES.flatMap((name) => attempt(() => sinkOf(name, options)) ?? []);
  for (const each of more) attempt(each);
  if (problems.size > 0 || loaded === undefined || plan === undefined || suite === undefined)
    throw new UsageError([...problems].join('\n'));
  const open = sinks.map(async ({ name, sink }) => ({ name, sink, exporter: await EXPORTERS[name].load() }));
  const folder = options.spool === undefined ? {} : { spool: join(options.spool, loaded.tenant.id, suite) };
  return { loaded, plan, suite, sinks: await Promise.all(open), ...folder };
}

/** A suite is a selection on purpose: what it leaves out is judged by another one. */
function narrowed({ tenant }: Loaded, { scenario }: MonitorOptions): Loaded['tenant'] {
  const isSelected = (id: string): boolean => scenario.length === 0 || scenario.some((glob) => fits(id, glob));
  return { ...tenant, required: tenant.required.filter(isSelected) };
}

function suiteOf({ suite, scenario, target }: MonitorOptions): string {
  if (suite !== undefined && NAME.test(suite)) return suite;
  const shown = JSON.stringify(suite);
  if (suite !== undefined)
    throw usageError(`--suite ${shown} cannot name series`, 'use at most 40 lower case letters, digits and dashes');
  if (scenario.length === 0 && target === undefined) return WHOLE;
  throw usageError(
    'a selection of scenarios or targets needs a name of its own, so that its results replace no others',
    '--suite smoke',
  );
}

type NamedSink = { readonly name: ExporterName; readonly sink: Sink };

function sinkOf(name: ExporterName, options: MonitorOptions): readonly NamedSink[] {
  const text = options[name];
  if (text === undefined) return [];
  const { key } = EXPORTERS[name];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw usageError(`--${name} ${text} is no URL`, `--${name} http://${text.replace(/^.*\/\//, '')}`);
  if (url.username !== '' || url.password !== '')
    throw usageError(`--${name} holds credentials, for everybody to read`, `set ${key.variable} instead`);
  const env = readEnv(homeAt(options.home).root, process.env);
  const secret = env.ok ? env.value[key.variable] : undefined;
  const headers = secret ? [[key.header, `${key.prefix}${secret}`] as const] : [];
  return [{ name, sink: { url, headers, timeoutMs: options.sinkTimeout * 1_000 } }];
}
