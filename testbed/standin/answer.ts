import type { Json } from './laravel-json.ts';

/** A header as it is sent: one pair for each line, in PHP's order and spelling. */
export type HeaderLine = readonly [name: string, value: string];

/** A request after nginx and PHP have read it. */
export type Asked = {
  readonly method: string;
  /** Decoded, without query and without slashes at the end; `/` for the root. */
  readonly path: string;
  /** As it was sent, without query. */
  readonly rawPath: string;
  /** Of several values of one name the last; without outer spaces. */
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Scheme, host and port as links name them; what a trusted proxy says counts. */
  readonly origin: string;
  /** Of the client, as far as the proxy tells it. */
  readonly address: string;
};

export type Body =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: Json; readonly pretty: boolean };

/** What the application answers, before it is printed. Drifts change this, and only this. */
export type Answer = {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  /** `Set-Cookie` values; PHP sends them after all other headers. */
  readonly cookies: readonly string[];
  readonly body: Body;
};

export const JSON_TYPE: HeaderLine = ['Content-Type', 'application/json'];
export const HTML_TYPE: HeaderLine = ['Content-Type', 'text/html; charset=UTF-8'];
/** Laravel's default. */
export const NO_CACHE: HeaderLine = ['Cache-Control', 'no-cache, private'];

/** An answer of a route: `response()->json($value, $status)`. */
export const jsonAnswer = (value: Json, status = 200): Answer => ({
  status,
  headers: [NO_CACHE, JSON_TYPE],
  cookies: [],
  body: { kind: 'json', value, pretty: false },
});

/** A page, or what Laravel answers for want of one: PHP calls it HTML. */
export const htmlAnswer = (text: string): Answer => ({
  status: 200,
  headers: [NO_CACHE, HTML_TYPE],
  cookies: [],
  body: { kind: 'text', text },
});

/** A line whose name is there already takes its place. */
export const withHeader = (answer: Answer, [name, value]: HeaderLine): Answer => {
  const isSame = ([other]: HeaderLine): boolean => other.toLowerCase() === name.toLowerCase();
  return answer.headers.some(isSame)
    ? { ...answer, headers: answer.headers.map((line) => (isSame(line) ? [line[0], value] : line)) }
    : { ...answer, headers: [...answer.headers, [name, value]] };
};

export const withoutHeader = (answer: Answer, name: string): Answer => ({
  ...answer,
  headers: answer.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()),
});

export const headerOf = (answer: Answer, name: string): string | undefined =>
  answer.headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
