import type { Baseline, RecordedCookie, RecordedHeader } from '../../model/baseline.ts';
import type { Observation, HeaderLine } from '../../model/observation.ts';
import { compareText } from '../difference.ts';
import { readCookie } from './cookies.ts';
import { headerEntry } from './header-table.ts';
import { type HeaderContext, headerValues } from './header-values.ts';
import { neutralMediaType } from './media-type.ts';

/** What is compared of an answer before its body is looked at. Holds no volatile value and no data. */
export type Head = Pick<Baseline, 'status' | 'body' | 'headers' | 'cookies'>;

/**
 * @param target URL of the target that answered; its host becomes a symbol
 */
export function headOf({ request, response }: Observation, target?: string): Head {
  const origin = linesOf(request.headers, 'origin')[0];
  const [date] = linesOf(response.headers, 'date');
  const context: HeaderContext = {
    ...(target !== undefined && { target }),
    ...(origin !== undefined && { requestOrigin: origin }),
  };
  const cookies = linesOf(response.headers, 'set-cookie').flatMap((line) => {
    const cookie = readCookie(line, { ...(target !== undefined && { target }), ...(date !== undefined && { date }) });
    return cookie === undefined ? [] : [cookie];
  });
  return {
    status: response.status,
    body: response.body.state,
    headers: readHeaders(response.headers, context),
    cookies: lastOfEach(cookies),
  };
}

const linesOf = (headers: readonly HeaderLine[], wanted: string): string[] =>
  headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []));

function readHeaders(lines: readonly HeaderLine[], context: HeaderContext): RecordedHeader[] {
  const byName = Map.groupBy(lines, ([name]) => name.toLowerCase());
  return [...byName]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([name, those]) =>
      valuesOf(
        name,
        those.map(([, value]) => value),
        context,
      ).map((value) => ({ name, ...(value !== undefined && { value }) })),
    );
}

function valuesOf(name: string, lines: readonly string[], context: HeaderContext): (string | undefined)[] {
  if (name === 'content-type') return lines.map(neutralMediaType);
  const { how } = headerEntry(name);
  return how === 'ignore' ? [] : headerValues(how, lines, context);
}

/** A later line of the same name wins, as in browsers. */
const lastOfEach = (cookies: readonly RecordedCookie[]): RecordedCookie[] =>
  [...new Map(cookies.map((cookie) => [cookie.name, cookie])).values()].toSorted((a, b) => compareText(a.name, b.name));
