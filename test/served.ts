import type { Tenant } from '../src/model/tenant.ts';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../src/cli/load.ts';
import { startStandins } from '../src/cli/standins.ts';
import { ROOT } from './cli.ts';

/** The tenant `demo` with targets that are there already, as for a real one; this process serves them. */
export type Served = AsyncDisposable & {
  /** For `--home`. */
  readonly home: string;
  /** The secrets of the tenant. */
  readonly env: Readonly<Record<string, string>>;
};

type TargetFile = Record<string, unknown> & { readonly role: string; readonly realtime?: object };

/** @param change of the file of the tenant, after its targets have their addresses */
export async function serveDemo(change: (targets: TargetFile[]) => unknown = (targets) => targets): Promise<Served> {
  const started = await startStandins(load({ tenant: 'demo' }));
  const home = mkdtempSync(join(tmpdir(), 'parity-served-'));
  mkdirSync(join(home, 'tenants'));
  cpSync(join(ROOT, 'baselines'), join(home, 'baselines'), { recursive: true });
  for (const tenant of [started.tenant, started.peer?.tenant]) {
    if (tenant === undefined) continue;
    const file = JSON.parse(readFileSync(join(ROOT, `tenants/${tenant.id}.json`), 'utf8'));
    const targets = file.targets.map((each: TargetFile) => addressed(each, tenant));
    const changed = tenant === started.tenant ? change(targets) : targets;
    const application = briefly(file.application);
    writeFileSync(join(home, `tenants/${tenant.id}.json`), JSON.stringify({ ...file, application, targets: changed }));
  }
  return {
    home,
    env: Object.fromEntries([...(started.peer?.secrets ?? []), ...started.secrets]),
    async [Symbol.asyncDispose]() {
      rmSync(home, { recursive: true, force: true });
      await started[Symbol.asyncDispose]();
    },
  };
}

/** Whoever runs it many times does not wait a second each time for a socket to stay open. */
const briefly = (application: { readonly realtime: object }): object => ({
  ...application,
  realtime: { ...application.realtime, holdMs: 20 },
});

function addressed({ standin: _standin, ...file }: TargetFile, { targets }: Tenant): TargetFile {
  const { url, realtime } = targets.find(({ role }) => role === file.role) ?? {};
  if (file.realtime === undefined || realtime === undefined) return { ...file, url };
  const { url: socketUrl, key, instances } = realtime;
  return { ...file, url, realtime: { ...file.realtime, url: socketUrl, key, instances } };
}
