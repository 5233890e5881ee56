import type { CauseId } from '../../model/causes.ts';
import type { FaultKind } from '../../model/fault.ts';
import { NoAnswer } from '../../model/fault.ts';

/** Why a socket usually gets no answer. */
const CAUSES: Readonly<Record<FaultKind, CauseId>> = {
  dns: 'target-down',
  refused: 'target-down',
  unreachable: 'target-down',
  reset: 'target-down',
  timeout: 'target-down',
  tls: 'tls-misconfigured',
  'wrong-address': 'tls-misconfigured',
  protocol: 'protocol-broken',
  'too-large': 'protocol-broken',
};

/** What was thrown while a socket opened: whether the server or a gateway before it is gone, the socket failed. */
export const unanswered = (cause: unknown): unknown =>
  cause instanceof NoAnswer
    ? new NoAnswer(cause.fault, { cause, why: { rule: 'socket-failed', cause: CAUSES[cause.fault.kind] } })
    : cause;
