import { usageError } from '../usage-error.ts';

/** Scheme, host and port on each side, in pairs that mean the same. */
export type OriginPairs = { readonly reference: readonly string[]; readonly candidate: readonly string[] };

/** @param texts `reference's origin=candidate's origin`, each */
export function parseOrigins(texts: readonly string[]): OriginPairs {
  const pairs = texts.map((text) => {
    const [reference = '', candidate = '', ...more] = text.split('=');
    if (more.length > 0 || !isOrigin(reference) || !isOrigin(candidate)) {
      throw usageError(
        `--origin ${text} is not two origins`,
        '--origin https://api.example.com=https://api.example.org, scheme and host on both sides, no path',
      );
    }
    return { reference, candidate };
  });
  return { reference: pairs.map(({ reference }) => reference), candidate: pairs.map(({ candidate }) => candidate) };
}

/** A path would never be looked at, so it is refused. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.host !== '' && url.pathname === '/' && url.search === '' && url.hash === '';
}
