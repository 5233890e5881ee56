import type { RuleId } from '../../model/rules.ts';
import type { Origins } from './policy.ts';

type Own = { readonly origin: string; readonly scheme: string; readonly port: string };

/** The hosts of one side. */
export type OwnHosts = ReadonlyMap<string, Own>;

/** Both sides' hosts, by side. */
export type HostTables = { readonly reference: OwnHosts; readonly candidate: OwnHosts };

export const hostTables = ({ reference, candidate }: Origins): HostTables => ({
  reference: ownHosts(reference),
  candidate: ownHosts(candidate),
});

const ownHosts = (origins: readonly string[]): OwnHosts =>
  new Map(
    origins.flatMap((text) => {
      const url = URL.parse(text);
      if (url === null) return [];
      const scheme = url.protocol.slice(0, -1);
      return [[url.hostname.toLowerCase(), { origin: `${scheme}://${url.host}`, scheme, port: portOf(url) }]];
    }),
  );

const portOf = (url: URL): string => url.port || (DEFAULT_PORTS[url.protocol.slice(0, -1)] ?? '');

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };

/** Scheme, host and port of every URL inside a text. Linear: no part can be split in two ways. */
const ORIGIN = /\b([a-z][a-z\d+.-]{0,15}):\/\/([a-z\d.-]{1,253}|\[[\da-f:.]{2,45}\])(?::(\d{1,5}))?(?![\w.-])/giu;

/** Stands for a host of the target itself. */
const SELF = '{target}';

const OWN_ORIGIN = `{scheme}://${SELF}`;

/** What a URL origin becomes: the own host a symbol, its declared scheme and port nothing. */
function neutral(text: string, own: OwnHosts): string {
  return text.replaceAll(ORIGIN, (whole: string, scheme: string, host: string, port: string | undefined) => {
    const declared = own.get(host.toLowerCase());
    if (declared === undefined) return whole;
    const seen = { scheme: scheme.toLowerCase(), port: port ?? DEFAULT_PORTS[scheme.toLowerCase()] ?? '' };
    const shownScheme = seen.scheme === declared.scheme ? '{scheme}' : seen.scheme;
    return `${shownScheme}://${SELF}${isOwnPort(seen, declared) ? '' : `:${seen.port}`}`;
  });
}

/** The declared port, or the standard port of each scheme: with the scheme, its port changes too. */
const isOwnPort = (seen: Omit<Own, 'origin'>, declared: Own): boolean =>
  seen.port === declared.port ||
  (seen.port === DEFAULT_PORTS[seen.scheme] && declared.port === DEFAULT_PORTS[declared.scheme]);

export const hasUrl = (text: string): boolean => text.includes('://');

/** A side's text with its own origins as symbols; equal neutral texts are the same. */
export function neutralText(text: string, own: OwnHosts): string {
  if (!hasUrl(text)) return text;
  return plainUrl(text, own) ?? (namesAny(text, own) ? neutral(text, own) : text);
}

function namesAny(text: string, own: OwnHosts): boolean {
  const lower = text.toLowerCase();
  for (const host of own.keys()) if (lower.includes(host)) return true;
  return false;
}

/** The common case without an expression: one URL that begins as declared. */
function plainUrl(text: string, own: OwnHosts): string | undefined {
  for (const { origin } of own.values()) {
    if (text[origin.length] !== '/' || !text.startsWith(origin)) continue;
    return text.includes('://', origin.length) ? undefined : OWN_ORIGIN + text.slice(origin.length);
  }
  return undefined;
}

type Layer = { readonly rule: RuleId; readonly strip: (text: string) => string };

/** Each takes one fault of own URLs away, in this order. */
const LAYERS: readonly Layer[] = [
  {
    rule: 'url-scheme-changed',
    strip: (text) => text.replaceAll(/(?:\{scheme\}|\b[a-z][a-z\d+.-]{0,15}):\/\/\{target\}/gu, SELF),
  },
  { rule: 'url-port-leaked', strip: (text) => text.replaceAll(/\{target\}:\d+/gu, SELF) },
  {
    rule: 'url-prefix-doubled',
    strip: (text) => text.replaceAll(/(\{target\})(\/[^/\s?#]+(?:\/[^/\s?#]+)?)\2(?=[/?#\s]|$)/gu, '$1$2'),
  },
];

/**
 * What is wrong with the URLs of two neutral texts, if that is all that differs: rules in the order scheme, port,
 * path, host. Empty: the texts differ otherwise.
 */
export function originRules(one: string, other: string): readonly RuleId[] {
  if (!hasUrl(one) || !hasUrl(other)) return [];
  // Where only one side names its own host, no layer makes the two alike.
  if (one.includes(SELF) === other.includes(SELF) && strippedAlike(one, other, LAYERS)) {
    const needed = LAYERS.filter(
      (layer) =>
        !strippedAlike(
          one,
          other,
          LAYERS.filter((rest) => rest !== layer),
        ),
    );
    return needed.map(({ rule }) => rule);
  }
  return withoutHosts(one) === withoutHosts(other) || isSameFile(one, other) ? ['url-foreign-host'] : [];
}

function strippedAlike(one: string, other: string, layers: readonly Layer[]): boolean {
  const strip = (text: string): string => layers.reduce((rest, layer) => layer.strip(rest), text);
  return strip(one) === strip(other);
}

const withoutHosts = (text: string): string =>
  text.replaceAll(ORIGIN, SELF).replaceAll(/(?:\{scheme\}|[a-z][a-z\d+.-]{0,15}):\/\/\{target\}(?::\d+)?/gu, SELF);

const FILE = /^[^\s:]+:\/\/([^\s/?#]+)\/(?:[^\s?#]*\/)?([^\s/?#]+\.\w{2,5})(?:[?#]\S*)?$/u;

/** One file under two hosts: served from other storage, whatever the path and the signature. */
function isSameFile(one: string, other: string): boolean {
  const [, hostA, fileA] = FILE.exec(one) ?? [];
  const [, hostB, fileB] = FILE.exec(other) ?? [];
  return fileA !== undefined && fileA === fileB && hostA !== hostB;
}

const SECRET_PARAMETER =
  /([?&](?:signature|expires|x-amz-(?:signature|date|credential|expires|security-token)|x-goog-(?:signature|date|credential|expires)|key-pair-id|policy|sig|se|st)=)[^&#\s]*/giu;

/** A signed URL without what is signed anew each time; the names of the parameters stay. */
export const unsigned = (text: string): string =>
  text.includes('?') && /[?&](?:x-amz-|x-goog-)?sig(?:nature)?=/iu.test(text)
    ? text.replaceAll(SECRET_PARAMETER, '$1*')
    : text;
