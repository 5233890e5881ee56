import type { Account, AccountName, PemFile, Reach, SecretName, Target, Tenant } from '../model/tenant.ts';
import { gateSecrets } from '../model/gate.ts';
import { buildGate } from './build-gate.ts';
import { buildHeaders } from './build-headers.ts';
import type { TenantFile } from './tenant-file.ts';

type TargetFile = TenantFile['targets'][number];

type ReachFile = TargetFile['reach'];

/** The certificates of a file that the tenant names at a place such as `targets.0.reach.ca.0`. */
export type ReadPem = (file: string, at: string) => PemFile;

/** A checked file as the tenant it describes. Pure but for `readPem`. */
export function buildTenant(id: string, file: TenantFile, scenarioIds: readonly string[], readPem: ReadPem): Tenant {
  const { title, application, policy, control } = file;
  const targets = file.targets.map((target, index) =>
    buildTarget(target, (pem, at) => readPem(pem, `targets.${index}.reach.${at}`)),
  );
  const accounts = buildAccounts(file.accounts);
  const gate = file.gate && buildGate(file.gate, application, readPem);
  return {
    id,
    title,
    application,
    targets,
    accounts,
    required: file.required ?? scenarioIds,
    policy,
    ...(gate === undefined ? {} : { gate }),
    ...(control === undefined ? {} : { control }),
    secrets: secretNames(targets, accounts, gate),
  };
}

function buildTarget({ role, url, standin, reach }: TargetFile, readPem: ReadPem): Target {
  const base = { role, url: originOf(url ?? ''), reach: buildReach(reach, readPem) };
  return standin === undefined ? base : { ...base, standin };
}

/** Without the slash at the end and a port that the scheme implies. The name of a missing setting stays. */
const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

function buildReach({ vantage, ca, clientCertificate, origin, headers, ...rest }: ReachFile, readPem: ReadPem): Reach {
  return {
    vantage: vantage ?? (rest.connectTo === undefined ? 'edge' : 'direct'),
    ...rest,
    ...(ca === undefined ? {} : { ca: ca.map((file, index) => readPem(file, `ca.${index}`)) }),
    ...(clientCertificate === undefined ? {} : { clientCertificate: withPem(clientCertificate, readPem) }),
    ...(origin === undefined ? {} : { origin: originOf(origin) }),
    headers: buildHeaders(headers),
  };
}

const withPem = ({ certificate, key }: NonNullable<ReachFile['clientCertificate']>, readPem: ReadPem) => ({
  certificate: readPem(certificate, 'clientCertificate.certificate'),
  key,
});

const buildAccounts = ({ canary, refused }: TenantFile['accounts']): Readonly<Record<AccountName, Account>> => ({
  canary,
  refused: { identifier: refused.identifier, password: refused.password ?? canary.password },
});

function secretNames(
  targets: readonly Target[],
  accounts: Tenant['accounts'],
  gate: Tenant['gate'],
): readonly SecretName[] {
  const ofReach = targets.flatMap(({ reach }) => [
    ...Object.values(reach.headers).flatMap((value) => ('secret' in value ? [value.secret] : [])),
    ...(reach.clientCertificate === undefined ? [] : [reach.clientCertificate.key]),
  ]);
  const ofGate = gate === undefined ? [] : gateSecrets(gate);
  return [...new Set([accounts.canary.password, accounts.refused.password, ...ofReach, ...ofGate])].sort();
}
