import { printable } from './escape.ts';

/** An element with its attributes in the given order; text is escaped, an absent attribute left out. */
export type Xml = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly Xml[];
  readonly lines?: readonly string[];
};

/** A document of XML 1.0: characters that it cannot hold are shown as escapes. */
export const xmlDocument = (root: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, '').join('\n')}\n`;

function element({ name, attributes, children = [], lines = [] }: Xml, margin: string): readonly string[] {
  const open = `${margin}<${name}${Object.entries(attributes).map(attribute).join('')}`;
  if (lines.length > 0) return [`${open}>${lines.map(text).join('\n')}</${name}>`];
  if (children.length === 0) return [`${open}/>`];
  return [`${open}>`, ...children.flatMap((child) => element(child, `${margin}  `)), `${margin}</${name}>`];
}

const attribute = ([name, value]: readonly [string, string | undefined]): string =>
  value === undefined ? '' : ` ${name}="${text(value)}"`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * U+FFFE and U+FFFF are the two characters that `printable` keeps and XML refuses. The last two lines keep GitHub's
 * runner from obeying a document that is printed on standard output.
 */
const text = (raw: string): string =>
  printable(raw)
    .replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? '')
    .replace(/[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('##[', '#&#35;[')
    .replaceAll('::', ':&#58;');
