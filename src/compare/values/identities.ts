import { pathText, type PathNode } from '../pair/path.ts';

type Seen = { readonly other: string; readonly path: PathNode };

/** Which identifier of the candidate stands for which of the reference. Lives as long as a run. */
export type Identities = { readonly forward: Map<string, Seen>; readonly backward: Map<string, Seen> };

export const newIdentities = (): Identities => ({ forward: new Map(), backward: new Map() });

/** Two places: equal on one side, not on the other. */
export type BrokenIdentity = { readonly side: 'reference' | 'candidate'; readonly firstPath: string };

/**
 * Notes that `one` of the reference stands where `other` of the candidate does.
 *
 * @param name identifiers of different names never meet, e.g. numbers of users and of courses
 * @returns what contradicts it, if anything does; the first pairing stays
 */
export function identify(
  { forward, backward }: Identities,
  name: string,
  [one, other]: readonly [string, string],
  path: PathNode,
): BrokenIdentity | undefined {
  const known = forward.get(`${name} ${one}`);
  const knownBack = backward.get(`${name} ${other}`);
  if (known !== undefined && known.other !== other) return { side: 'reference', firstPath: pathText(known.path) };
  if (knownBack !== undefined && knownBack.other !== one) {
    return { side: 'candidate', firstPath: pathText(knownBack.path) };
  }
  forward.set(`${name} ${one}`, { other, path });
  backward.set(`${name} ${other}`, { other: one, path });
  return undefined;
}
