import type { Answer } from '../model/scenario.ts';
import type { Sight } from './sight.ts';
import { NoAnswer } from '../model/fault.ts';
import { A_MINUTE, AT_ONCE } from './sight.ts';

/**
 * Asks, and takes a missing answer for what it is.
 *
 * @throws what is no fault of the network
 */
export async function askOrBlind(ask: () => Promise<Answer>): Promise<Answer | Sight> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw cause;
    return blindBy(cause);
  }
}

export const isSight = (seen: Answer | Sight): seen is Sight => 'kind' in seen;

function blindBy({ fault: { kind, code, says } }: NoAnswer): Sight {
  if (kind === 'tls' || kind === 'wrong-address') return { kind: 'blind', says, ...AT_ONCE };
  if (code === 'ENOTFOUND') return { kind: 'blind', says, ...A_MINUTE };
  return { kind: 'blind', says };
}

/** For sentences: what kind of body came, never what it holds. */
export function bodyKind({ headers, text }: Answer): string {
  if (text === '') return 'an empty body';
  if (/^\s*<(!doctype|html|head|body)/i.test(text) || headers['content-type']?.includes('html')) return 'HTML';
  return 'a body that is not what was expected';
}
