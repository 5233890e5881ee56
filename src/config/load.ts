import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Result } from '../model/result.ts';
import { err, ok } from '../model/result.ts';
import { nearest } from '../model/nearest.ts';
import type { PemFile, Secrets, Tenant } from '../model/tenant.ts';
import { buildTenant } from './build.ts';
import { contradictions } from './contradictions.ts';
import type { Env } from './env.ts';
import { problemsOf, sayMissing } from './issues.ts';
import { isPlaceholder, missingNames, missingProblem } from './missing.ts';
import { readPem } from './pem.ts';
import type { ConfigProblem } from './problem.ts';
import { readSecrets, secretMistakes } from './secrets.ts';
import type { TenantFile } from './tenant-file.ts';
import { tenantFile } from './tenant-file.ts';

export type LoadOptions = {
  /** Where the tenant files are, e.g. `tenants`. */
  readonly folder: string;
  readonly env: Env;
  /** Every scenario there is: what `required` may name. */
  readonly scenarioIds: readonly string[];
  /** Nothing will be sent: values that the environment lacks are listed, not refused. */
  readonly allowMissing: boolean;
  /** For the validity of certificates; default: now. */
  readonly now?: Date;
};

export type LoadedTenant = {
  readonly tenant: Tenant;
  /** Without those in `missing`, and without secrets of stand-ins that the environment does not name. */
  readonly secrets: Secrets;
  /** Names of settings and secrets that the environment lacks, sorted. In the tenant `$NAME` stands for a setting. */
  readonly missing: readonly string[];
};

type Problems = readonly ConfigProblem[];

/** The ids of all tenants, sorted; none when there is no such folder. */
export function listTenants(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => /^([a-z0-9-]+)\.json$/.exec(name)?.[1] ?? []).sort();
}

/**
 * Reads `<folder>/<id>.json` with the environment.
 *
 * @returns the tenant, or every mistake of the file at once; when the file is right, every mistake of the environment
 */
export function loadTenant(id: string, options: LoadOptions): Result<LoadedTenant, Problems> {
  const { folder, env, scenarioIds } = options;
  const known = listTenants(folder);
  if (!known.includes(id)) return err([unknownTenant(id, known)]);
  const file = asTyped(join(folder, `${id}.json`));
  const json = readJson(file);
  if (!json.ok) return json;
  const settings = new Map<string, string | undefined>();
  const schema = tenantFile({
    env,
    scenarioIds,
    tenantIds: known,
    onSetting: (name, value) => settings.set(name, value),
  });
  const parsed = schema.safeParse(json.value, { error: sayMissing, jitless: true });
  return parsed.success
    ? complete({ id, file, written: parsed.data, settings }, options)
    : err(problemsOf(parsed.error, file));
}

/** Relative to the working directory, where it is below it. */
function asTyped(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

function unknownTenant(id: string, known: readonly string[]): ConfigProblem {
  const meant = nearest(id, known);
  const all = `the tenants are: ${known.join(', ') || 'none'}`;
  const todo = meant === undefined ? all : `--tenant ${meant}; ${all}`;
  return { file: `tenant "${id}"`, at: '', says: 'does not exist', todo };
}

function readJson(file: string): Result<unknown, Problems> {
  try {
    return ok(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch (cause) {
    const says = cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : `cannot be read (${String(cause)})`;
    return err([{ file, at: '', says }]);
  }
}

type Checked = {
  readonly id: string;
  readonly file: string;
  readonly written: TenantFile;
  /** Every setting of the file with its value. */
  readonly settings: ReadonlyMap<string, string | undefined>;
};

function complete(checked: Checked, options: LoadOptions): Result<LoadedTenant, Problems> {
  const { id, file, written, settings } = checked;
  const lacking = new Set([...settings.keys()].filter((name) => settings.get(name) === undefined));
  const pemMistakes: ConfigProblem[] = [];
  const readCertificates = (path: string, at: string): PemFile => {
    const read = isPlaceholder(path, lacking) ? ok({ file: path, pem: '' }) : readPem(path, options.now ?? new Date());
    if (read.ok) return read.value;
    pemMistakes.push({ file, at, says: read.error });
    return { file: path, pem: '' };
  };
  const tenant = buildTenant(id, written, options.scenarioIds, readCertificates);
  const secrets = readSecrets(tenant, options.env);
  const missing = missingNames(tenant, lacking, secrets);
  const problems = [
    ...pemMistakes,
    ...contradictions(tenant, settings.keys(), file),
    ...secretMistakes(tenant, secrets),
    ...(options.allowMissing ? [] : missing.map((name) => missingProblem(name, written, file))),
  ];
  return problems.length > 0 ? err(problems) : ok({ tenant, secrets, missing });
}
