import type { Answer } from '../model/scenario.ts';
import type { Sight } from './sight.ts';
import { type Fault, NoAnswer } from '../model/fault.ts';
import { A_MINUTE } from './sight.ts';

/**
 * Asks, and takes a missing answer for what it is.
 *
 * @param untrusted how long a certificate that is not accepted is borne with
 * @throws what is no fault of the network
 */
export async function askOrBlind(ask: () => Promise<Answer>, untrusted: Patience): Promise<Answer | Sight> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw cause;
    return { kind: 'blind', says: cause.fault.says, ...patienceWith(cause.fault, untrusted) };
  }
}

type Patience = { readonly patienceMs: number };

const OF_A_CERTIFICATE = /CERT|SIGN|ISSUER/;

function patienceWith({ kind, code }: Fault, untrusted: Patience): Partial<Patience> {
  if (kind === 'tls') return OF_A_CERTIFICATE.test(code) ? untrusted : A_MINUTE;
  return code === 'ENOTFOUND' ? A_MINUTE : {};
}

export const isSight = (seen: Answer | Sight): seen is Sight => 'kind' in seen;

/** For sentences: what kind of body came, never what it holds. */
export function bodyKind({ headers, text }: Answer): string {
  if (text === '') return 'an empty body';
  if (/^\s*<(!doctype|html|head|body)/i.test(text) || headers['content-type']?.includes('html')) return 'HTML';
  return 'a body that is not what was expected';
}
