import { once } from 'node:events';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

export type Ask = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM text; for an https url. */
  readonly ca?: string;
};

export type Told = {
  readonly status: number;
  /** `Name: value`, as on the wire, without Date; the value of a cookie and its date are masked. */
  readonly lines: readonly string[];
  /** All strings that change from run to run are masked: the instance's address, tokens, the day a token ends. */
  readonly body: string;
};

/**
 * One request, for the tests of an instance.
 *
 * @param what method and path, e.g. `GET /health`
 */
export async function ask(url: string, what: string, { headers = {}, body, ca }: Ask = {}): Promise<Told> {
  const [method = 'GET', path = '/'] = what.split(' ');
  const { host } = new URL(url);
  const request = url.startsWith('https:') ? tlsRequest : plainRequest;
  const asked = request(new URL(path, url), { method, headers, agent: false, ...(ca && { ca }) });
  asked.end(body);
  const [answer]: IncomingMessage[] = await once(asked, 'response');
  if (answer === undefined) throw new Error(`${what} was not answered`);
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  return { status: answer.statusCode ?? 0, lines: linesOf(answer), body: masked(text, host) };
}

const linesOf = ({ rawHeaders }: IncomingMessage): readonly string[] =>
  rawHeaders
    .flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []))
    .filter((line) => !line.startsWith('Date: '))
    .map((line) => line.replace(/(?<=^Set-Cookie: \w+=)[^;]+; expires=[^;]+/, '<value>; expires=<date>'));

const masked = (text: string, host: string): string =>
  text
    .replaceAll(host, '<host>')
    .replace(/(?<="token":")\d+\|\w{40}/, '<token>')
    .replace(/(?<="expires_at":")[^"]+/, '<date>');
