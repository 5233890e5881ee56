import type { HeaderLine, RequestSeen } from '../model/observation.ts';
import type { Target } from '../model/tenant.ts';
import { endpointOf, hostPort } from './endpoint.ts';

/**
 * The request as a command to copy. Secrets are shell variables: `$PARITY_TOKEN` for a bearer token, the
 * environment variable's own name where the secret has one.
 *
 * @param request already redacted; placeholders become variables
 */
export function toCurl(request: RequestSeen, target: Pick<Target, 'url' | 'reach'>): string {
  const parts = [
    `curl -sS -i${methodOption(request.method)} ${quoted(request.url)}`,
    ...request.headers.filter(isOfNoTrace).map((line) => `-H ${quoted(headerText(line))}`),
    ...(request.body === undefined ? [] : [`--data-raw ${quoted(request.body)}`]),
    ...reachOptions(target),
  ];
  return parts.join(' \\\n  ');
}

/** What is repeated is no part of the run's trace. */
const isOfNoTrace = ([name]: HeaderLine): boolean => name.toLowerCase() !== 'traceparent';

const METHOD_OPTIONS: Readonly<Record<string, string>> = { GET: '', HEAD: 'I' };

const methodOption = (method: string): string => METHOD_OPTIONS[method] ?? ` -X ${method}`;

/** curl drops a header without value unless it ends in a semicolon. */
const headerText = ([name, value]: HeaderLine): string => (value === '' ? `${name};` : `${name}: ${value}`);

function reachOptions({ url, reach }: Pick<Target, 'url' | 'reach'>): readonly string[] {
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
