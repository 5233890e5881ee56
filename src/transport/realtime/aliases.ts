/** Texts that are others in each run, and what is written for them. */
export type Aliases = {
  readonly add: (text: string, as: string) => void;
  /** A JSON text with aliases for what stands in its strings; a number that is one becomes 0, and stays a number. */
  readonly inJson: (json: string) => string;
};

/** Strings and numbers of a JSON text. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function createAliases(): Aliases {
  const aliases = new Map<string, string>();
  return {
    add(text, as) {
      if (text === '') throw new Error(`an empty text cannot be written as ${as}`);
      aliases.set(inString(text), inString(as));
    },
    inJson(json) {
      if (aliases.size === 0) return json;
      const pattern = patternOf([...aliases.keys()]);
      return json.replace(TOKENS, (token) => {
        if (!token.startsWith('"')) return aliases.has(token) ? '0' : token;
        return token.replace(pattern, (found) => aliases.get(found) ?? found);
      });
    },
  };
}

const inString = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The longest first, in one pass, so that no alias is found inside of another. */
const patternOf = (texts: readonly string[]): RegExp =>
  new RegExp(
    texts
      .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
      .map((text) => (/^[\d.]{1,7}$/.test(text) ? alone(RegExp.escape(text)) : RegExp.escape(text)))
      .join('|'),
    'g',
  );

/** A short number stands in dates and other numbers by chance. */
const alone = (pattern: string): string => `(?<![\\w:-])${pattern}(?![\\w:-])`;
