/** Stands for the host of the target itself, so that two targets can be compared. */
export const OWN_HOST = '<host>';

/**
 * A URL without what belongs to the target or to one record: own host and port become `<host>`; ids in the path
 * become `{id}`; of the query only the names stay. Scheme, foreign hosts, foreign ports and the path are kept.
 *
 * @param target URL of the target that sent it; absent: every host is foreign
 */
export function neutralUrl(text: string, target: string | undefined): string {
  const url = URL.parse(text);
  if (url === null) return neutralPath(text);
  const own = target === undefined ? null : URL.parse(target);
  const host = own !== null && own.hostname === url.hostname ? ownHost(url, own) : url.host;
  // A bare origin, as CORS headers hold it, has no path; URL would give it one.
  const path = text === url.origin ? '' : neutralPath(`${url.pathname}${url.search}`);
  return `${url.protocol}//${host}${path}`;
}

/** The port belongs to the target only when it is the target's; the standard port of the scheme says nothing. */
const ownHost = (url: URL, own: URL): string =>
  url.port === own.port || url.port === '' ? OWN_HOST : `${OWN_HOST}:${url.port}`;

const ID = /^(?:\d+|[\da-f]{8}-[\da-f-]{27}|[\da-f]{24,}|[0-7][\dA-HJKMNP-TV-Z]{25}|<redacted .*)$/iu;

function neutralPath(text: string): string {
  const [path = '', query] = text.split('?', 2);
  const segments = path.split('/').map((segment) => (ID.test(segment) ? '{id}' : segment));
  if (query === undefined || query === '') return segments.join('/');
  const names = [...new Set(query.split('&').map((pair) => pair.split('=', 1)[0] ?? ''))].toSorted();
  return `${segments.join('/')}?${names.join('&')}`;
}

/** `https` of a neutral URL of the own host; undefined for any other. */
export const ownScheme = (neutral: string): string | undefined => /^([a-z][a-z\d+.-]*):\/\/<host>/u.exec(neutral)?.[1];
