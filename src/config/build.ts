import type { Account, AccountName, HeaderValue, SecretName, Target, Tenant } from '../model/tenant.ts';
import type { ReadPem } from './build-target.ts';
import { buildTarget } from './build-target.ts';
import { headersOfSource } from '../model/evidence-source.ts';
import { gateSecrets } from '../model/gate.ts';
import { buildGate } from './build-gate.ts';
import type { TenantFile } from './tenant-file.ts';

/**
 * A checked file as the tenant it describes. Pure but for `readPem`.
 *
 * @param readPem is told places such as `targets.0.reach.ca.0`
 */
export function buildTenant(id: string, file: TenantFile, scenarioIds: readonly string[], readPem: ReadPem): Tenant {
  const { title, application, policy, isolationPeer, control } = file;
  const targets = file.targets.map((target, index) =>
    buildTarget(target, (pem, at) => readPem(pem, `targets.${index}.${at}`)),
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
    ...(isolationPeer === undefined ? {} : { isolationPeer }),
    ...(gate === undefined ? {} : { gate }),
    ...(control === undefined ? {} : { control }),
    secrets: secretNames(targets, accounts, gate),
  };
}

const buildAccounts = ({ canary, refused }: TenantFile['accounts']): Readonly<Record<AccountName, Account>> => ({
  canary,
  refused: { identifier: refused.identifier, password: refused.password ?? canary.password },
});

function secretNames(
  targets: readonly Target[],
  accounts: Tenant['accounts'],
  gate: Tenant['gate'],
): readonly SecretName[] {
  const ofAccounts = [accounts.canary.password, accounts.refused.password];
  const ofGate = gate === undefined ? [] : gateSecrets(gate);
  return [...new Set([...ofAccounts, ...targets.flatMap(secretsOfTarget), ...ofGate])].sort();
}

const secretsOfTarget = ({ reach, realtime, evidence }: Target): readonly SecretName[] => [
  ...secretsOfHeaders(reach.headers),
  ...(reach.clientCertificate === undefined ? [] : [reach.clientCertificate.key]),
  ...(realtime?.app === undefined ? [] : [realtime.app.secret]),
  ...evidence.flatMap((source) => secretsOfHeaders(headersOfSource(source))),
];

const secretsOfHeaders = (headers: Readonly<Record<string, HeaderValue>>): readonly SecretName[] =>
  Object.values(headers).flatMap((value) => ('secret' in value ? [value.secret] : []));
