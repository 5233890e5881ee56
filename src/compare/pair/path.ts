import { escapeToken } from '../../json/index.ts';

/** One index-free place in a document: all elements of an array share the token `*`. */
export type PathNode = {
  readonly parent: PathNode | undefined;
  readonly token: string;
  readonly children: Map<string, PathNode>;
  /** The pointer, once it was asked for. */
  text: string | undefined;
};

export const rootPath = (): PathNode => ({ parent: undefined, token: '', children: new Map(), text: '' });

export function childPath(parent: PathNode, token: string): PathNode {
  const known = parent.children.get(token);
  if (known !== undefined) return known;
  const child: PathNode = { parent, token, children: new Map(), text: undefined };
  parent.children.set(token, child);
  return child;
}

/** The index-free pointer. Each place is formatted once, so many differences under one deep place stay linear. */
export function pathText(node: PathNode): string {
  const unnamed: PathNode[] = [];
  let named = node;
  while (named.text === undefined && named.parent !== undefined) {
    unnamed.push(named);
    named = named.parent;
  }
  let text = named.text ?? '';
  for (const next of unnamed.toReversed()) {
    text += `/${escapeToken(next.token)}`;
    next.text = text;
  }
  return text;
}

/** From the root down. */
export function pathTokens(node: PathNode): string[] {
  const tokens: string[] = [];
  for (let at = node; at.parent !== undefined; at = at.parent) tokens.push(at.token);
  return tokens.toReversed();
}
