import type { CauseId } from '../src/model/causes.ts';
import type { Listener, Realtime } from '../src/model/realtime.ts';
import type { Answer } from '../src/model/scenario.ts';
import { NoAnswer } from '../src/model/fault.ts';
import { StepFailed } from '../src/model/scenario.ts';
import { hears } from './sockets.ts';

/** Statuses of the websocket server's HTTP API → why that usually comes about. */
const REFUSALS: Readonly<Record<number, CauseId>> = {
  401: 'app-secret-mismatch',
  404: 'path-rule-missing',
  413: 'message-size-limit',
  502: 'target-down',
  503: 'target-down',
  504: 'target-down',
};

/** @throws StepFailed when the server's HTTP API did not do what it was asked */
export function demandTaken({ status, text }: Answer, asked = 'publishing'): void {
  if (status === 200) return;
  const cause = refusalOf(status, text);
  const said = text.trim() === '' ? '' : ` (${text.trim().slice(0, 80)})`;
  throw new StepFailed(`${asked} answered ${status}${said}, wanted 200`, {
    rule: 'publish-refused',
    ...(cause && { cause }),
  });
}

const refusalOf = (status: number, text: string): CauseId | undefined =>
  // The words of the server itself: the path is right.
  text.startsWith('No matching application') ? 'app-secret-mismatch' : REFUSALS[status];

/** Through a gateway each request may come to another instance. */
const PROBES = 4;
const PROBE = 'parity.probe';

/** Who publishes in place of a worker, who listens, and where. */
export type Probe = {
  readonly realtime: Realtime;
  readonly listeners: readonly Listener[];
  readonly channel: string;
  readonly nonce: string;
};

/** What comes of publishing past the application: refused, lost on the way to the sockets, or nothing wrong. */
export type Published =
  | { readonly kind: 'refused'; readonly cause?: CauseId }
  | { readonly kind: 'lost' }
  | { readonly kind: 'heard' };

/** Tells a fault of the websocket server from one of those who publish to it. */
export async function probePublishing({ realtime, listeners, channel, nonce }: Probe): Promise<Published> {
  const names = Array.from({ length: PROBES }, (_, index) => `${nonce}-${index}`);
  try {
    for (const probe of names) demandTaken(await realtime.publish(channel, PROBE, { probe }));
  } catch (thrown) {
    if (thrown instanceof NoAnswer) return { kind: 'refused', cause: 'target-down' };
    if (thrown instanceof StepFailed) return { kind: 'refused', ...(thrown.why.cause && { cause: thrown.why.cause }) };
    throw thrown;
  }
  const heard = await Promise.all(
    listeners.flatMap((listener) =>
      names.map((name) => hears(listener, { event: PROBE, channel, where: ({ at }) => at('/probe') === name }, 2_000)),
    ),
  );
  return { kind: heard.every(Boolean) ? 'heard' : 'lost' };
}
