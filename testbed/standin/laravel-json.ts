const LEXEME = Symbol('lexeme');

/** A number as PHP prints it where JavaScript would print it otherwise. */
export type Float = { readonly [LEXEME]: string };

/** With a fraction even where it has none: `3.0`. */
export const float = (value: number): Float => ({
  [LEXEME]: Number.isInteger(value) ? value.toFixed(1) : String(value),
});

/** With the 17 digits of `serialize_precision=17`: `4.0999999999999996`. */
export const allDigits = (value: number): Float => ({ [LEXEME]: value.toPrecision(17).replace(/\.?0+$/, '') });

/** What PHP can print as JSON. `[]` and `{}` are the two empty containers, as in JSON itself. */
export type Json = null | boolean | number | bigint | string | Float | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json };

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) && !(LEXEME in value);

/** As `json_encode($value)`: no spaces, `\/`, and `\uXXXX` for everything beyond ASCII. Answers of routes are printed so. */
export const printJson = (value: Json): string => print(value, { slash: String.raw`\/`, indent: undefined });

/** As `json_encode($value, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES)`: Laravel prints the exceptions it renders so. */
export const printPrettyJson = (value: Json): string => print(value, { slash: '/', indent: '\n' });

type Style = { readonly slash: string; readonly indent: string | undefined };

function print(value: Json, style: Style): string {
  if (typeof value === 'string') return printString(value, style.slash);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return wrap('[]', value, style, (item, inner) => print(item, inner));
  if (!isObject(value)) return value[LEXEME];
  return wrap('{}', Object.entries(value), style, ([key, item], inner) => {
    const colon = inner.indent === undefined ? ':' : ': ';
    return `${printString(key, inner.slash)}${colon}${print(item, inner)}`;
  });
}

function wrap<T>(
  brackets: string,
  items: readonly T[],
  style: Style,
  printItem: (item: T, inner: Style) => string,
): string {
  const [open = '', close = ''] = brackets;
  if (items.length === 0) return brackets;
  const inner = style.indent === undefined ? style : { ...style, indent: `${style.indent}    ` };
  const lines = items.map((item) => `${inner.indent ?? ''}${printItem(item, inner)}`);
  return `${open}${lines.join(',')}${style.indent ?? ''}${close}`;
}

const printString = (text: string, slash: string): string =>
  JSON.stringify(text)
    .replaceAll('/', slash)
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
