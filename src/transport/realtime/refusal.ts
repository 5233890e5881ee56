import type { CauseId } from '../../model/causes.ts';
import type { HeaderLine } from '../../model/observation.ts';
import { StepFailed } from '../../model/scenario.ts';
import { valueOf } from '../exchange.ts';

/** Statuses that answer an upgrade instead of 101 → why that usually comes about. */
const STATUS_CAUSES: Readonly<Record<number, CauseId>> = {
  400: 'upgrade-stripped',
  401: 'edge-answered',
  403: 'edge-answered',
  404: 'websocket-elsewhere',
  405: 'websocket-elsewhere',
  426: 'upgrade-stripped',
  // The websocket server fails on a plain GET of a socket URL, with this status and nothing else.
  500: 'upgrade-stripped',
  502: 'target-down',
  503: 'target-down',
  504: 'gateway-timeout',
};

/** The failure of an upgrade that was answered, and not by 101. */
export function refusedUpgrade(path: string, status: number, headers: readonly HeaderLine[]): StepFailed {
  const location = valueOf(headers, 'location');
  const where = location === '' ? '' : ` to ${location}`;
  const says = `the upgrade of ${path} was answered ${status}${where}, wanted 101`;
  const cause = causeOf(status);
  return new StepFailed(says, { rule: 'socket-failed', ...(cause && { cause }) });
}

function causeOf(status: number): CauseId | undefined {
  if (status >= 300 && status < 400) return 'websocket-redirected';
  if (status >= 200 && status < 300) return 'websocket-elsewhere';
  return STATUS_CAUSES[status];
}
