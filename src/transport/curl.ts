import type { HeaderLine, Observation, RequestSeen } from '../model/observation.ts';
import type { Target } from '../model/tenant.ts';
import { endpointOf, hostPort } from './endpoint.ts';
import { httpUrlOf, reachOf } from './realtime/way.ts';

type Seen = Pick<Observation, 'kind' | 'request'>;

/**
 * The request as a command to copy. Secrets are shell variables: `$PARITY_TOKEN` for a bearer token, the
 * environment variable's own name where the secret has one.
 *
 * @param seen already redacted; placeholders become variables
 * @returns undefined where there is nothing to send: a question to witnesses, a step whose sockets were open before
 */
export function toCurl({ kind, request }: Seen, target: Target): string | undefined {
  if (kind === 'hearing' || request.url === '') return undefined;
  return kind === 'talk' ? commandOf(upgradeOf(request), UPGRADE, target) : commandOf(request, '', target);
}

function commandOf(request: RequestSeen, options: string, target: Target): string {
  const parts = [
    `curl -sS -i${options}${methodOption(request.method)} ${quoted(request.url)}`,
    ...request.headers.filter(isOfNoTrace).map((line) => `-H ${quoted(headerText(line))}`),
    ...(request.body === undefined ? [] : [`--data-raw ${quoted(request.body)}`]),
    ...reachOptions(target, request.url),
  ];
  return parts.join(' \\\n  ');
}

/** What is repeated is no part of the run's trace. */
const isOfNoTrace = ([name]: HeaderLine): boolean => name.toLowerCase() !== 'traceparent';

/** Frames are shown as they come, and HTTP/2 knows no upgrade. */
const UPGRADE = ' -N --http1.1';

/** curl speaks plain HTTP here: not every build knows ws://. Any key will do that is 16 bytes long. */
const upgradeOf = ({ url, headers, ...rest }: RequestSeen): RequestSeen => ({
  ...rest,
  url: url.replace(/^ws/, 'http'),
  headers: [...headers, ['Sec-WebSocket-Key', 'cGFyaXR5IHJlcGVhdHMgaQ==']],
});

const METHOD_OPTIONS: Readonly<Record<string, string>> = { GET: '', HEAD: 'I' };

const methodOption = (method: string): string => METHOD_OPTIONS[method] ?? ` -X ${method}`;

/** curl drops a header without value unless it ends in a semicolon. */
const headerText = ([name, value]: HeaderLine): string => (value === '' ? `${name};` : `${name}: ${value}`);

function reachOptions(target: Target, asked: string): readonly string[] {
  const { url, reach } = askedOf(target, asked);
  const { host, port, dialHost, dialPort } = endpointOf(url, reach);
  const { connectTo, ca = [], clientCertificate } = reach;
  return [
    ...(connectTo ? [`--connect-to ${quoted(`${hostPort(host, port)}:${hostPort(dialHost, dialPort)}`)}`] : []),
    ...caOption(ca.map(({ file }) => file)),
    ...(clientCertificate
      ? [`--cert ${quoted(clientCertificate.certificate.file)} --key "$${clientCertificate.key}_FILE"`]
      : []),
  ];
}

/** The websocket server may be dialled elsewhere than the API. */
function askedOf(target: Target, asked: string): Pick<Target, 'url' | 'reach'> {
  const { realtime } = target;
  const isSocket =
    realtime !== undefined && originOf(asked) === httpUrlOf(realtime) && originOf(target.url) !== originOf(asked);
  return isSocket ? { url: httpUrlOf(realtime), reach: reachOf(target) } : target;
}

const originOf = (url: string): string => new URL(url).origin;

/** curl takes one file. */
function caOption(files: readonly string[]): readonly string[] {
  if (files.length === 0) return [];
  const [first = ''] = files;
  return [files.length === 1 ? `--cacert ${quoted(first)}` : `--cacert <(cat ${files.map(quoted).join(' ')})`];
}

const PLACEHOLDER = /<redacted ([\w.-]+) \d+>/;

/** For a POSIX shell: single quotes, with placeholders as variables in double quotes between them. */
function quoted(text: string): string {
  const parts = text.split(new RegExp(PLACEHOLDER, 'g'));
  const words = parts.map((part, at) => (at % 2 === 1 ? `"$${variableOf(part)}"` : singleQuoted(part)));
  return words.join('') || "''";
}

const singleQuoted = (text: string): string => (text === '' ? '' : `'${text.replaceAll("'", `'\\''`)}'`);

/** A secret of the environment has an environment variable's name; a class of ours is lower-case. */
const variableOf = (kind: string): string =>
  /^[A-Z_][A-Z\d_]*$/.test(kind) ? kind : `PARITY_${kind.toUpperCase().replace(/\W/g, '_')}`;
