import type { EvidenceSource, PemFile, Reach, RealtimeReach, Target } from '../model/tenant.ts';
import type { EvidenceFile } from './evidence-file.ts';
import { buildHeaders } from './headers-file.ts';
import type { ReachFile } from './reach-file.ts';
import type { TenantFile } from './tenant-file.ts';

type TargetFile = TenantFile['targets'][number];

/** The certificates of a file that a target names at a place such as `reach.ca.0`. */
export type ReadPem = (file: string, at: string) => PemFile;

export function buildTarget(file: TargetFile, readPem: ReadPem): Target {
  const { url, reach, realtime, evidence, ...rest } = file;
  return {
    ...rest,
    url: originOf(url ?? ''),
    reach: buildReach(reach, readPem),
    ...(realtime === undefined ? {} : { realtime: buildRealtime(realtime) }),
    evidence: evidence.map(buildSource),
  };
}

/** Without the slash at the end and a port that the scheme implies. The name of a missing setting stays. */
const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

function buildReach({ vantage, ca, clientCertificate, origin, headers, ...rest }: ReachFile, readPem: ReadPem): Reach {
  return {
    vantage: vantage ?? (rest.connectTo === undefined ? 'edge' : 'direct'),
    ...rest,
    ...(ca === undefined ? {} : { ca: ca.map((file, index) => readPem(file, `reach.ca.${index}`)) }),
    ...(clientCertificate === undefined ? {} : { clientCertificate: withPem(clientCertificate, readPem) }),
    ...(origin === undefined ? {} : { origin: originOf(origin) }),
    headers: buildHeaders(headers),
  };
}

const withPem = ({ certificate, key }: NonNullable<ReachFile['clientCertificate']>, readPem: ReadPem) => ({
  certificate: readPem(certificate, 'reach.clientCertificate.certificate'),
  key,
});

const buildRealtime = ({ url, key, ...rest }: NonNullable<TargetFile['realtime']>): RealtimeReach => ({
  ...rest,
  url: socketBaseOf(url ?? ''),
  key: key ?? '',
});

/** As `originOf`, with the prefix of the path. */
function socketBaseOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function buildSource(file: EvidenceFile): EvidenceSource {
  if (file.reader !== 'schedule-log') return { ...file, headers: buildHeaders(file.headers) };
  const { file: log, path, headers } = file.from;
  if (path !== undefined) return { ...file, from: { path, headers: buildHeaders(headers) } };
  return { ...file, from: { file: log ?? '' } };
}
