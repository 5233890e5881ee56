import type { Gate, VersionPlace } from '../model/gate.ts';
import type { Application } from '../model/tenant.ts';
import type { ReadPem } from './build-target.ts';
import { buildHeaders } from './headers-file.ts';
import type { GateFile } from './gate-file.ts';

/** A checked block `gate` as what it describes. Pure but for `readPem`. */
export function buildGate({ argocd, version, ...globs }: GateFile, app: Application, readPem: ReadPem): Gate {
  return {
    ...globs,
    ...(argocd && { argocd: buildArgoCd(argocd, readPem) }),
    ...(version && { version: buildVersion(version, app) }),
  };
}

function buildArgoCd(
  { url, ca, headers, ...rest }: NonNullable<GateFile['argocd']>,
  readPem: ReadPem,
): NonNullable<Gate['argocd']> {
  const roots = ca?.map((file, index) => readPem(file, `gate.argocd.ca.${index}`));
  return {
    ...rest,
    url: URL.canParse(url) ? new URL(url).origin : url,
    headers: buildHeaders(headers),
    ...(roots && { ca: roots }),
  };
}

function buildVersion(
  { path, pointer = '', header, answers }: NonNullable<GateFile['version']>,
  app: Application,
): VersionPlace {
  if (header === undefined) return { path: path ?? '/version', at: { pointer }, answers };
  return { path: path ?? app.health.path, at: { header }, answers };
}
