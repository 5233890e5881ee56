import type { OnEvent } from '../model/event.ts';
import type { Exchange, Hearing } from '../model/observation.ts';
import type { RealtimeDesk } from '../model/realtime.ts';
import type { Notice } from '../model/report.ts';
import type { Api, Scenario } from '../model/scenario.ts';
import type { AccountName, Application, Role, Target } from '../model/tenant.ts';
import type { Question } from '../model/testimony.ts';
import type { Barrier } from './barrier.ts';
import type { Sessions } from './session.ts';

/** The ways to the targets. */
export type Ways = {
  /** A client for one target. It hands on every exchange, redacted, before it returns or throws. */
  readonly openApi: (target: Target, onExchange: (exchange: Exchange) => void, signal: AbortSignal) => Api;
  /** The sockets of one scenario on one target. `status` hands on its exchange likewise. */
  readonly openRealtime: (
    target: Target,
    onExchange: (exchange: Exchange) => void,
    signal: AbortSignal,
  ) => RealtimeDesk;
  /** The same for the isolation peer's target of this role; absent when the tenant names no peer. */
  readonly openPeer?: (target: Target, signal: AbortSignal) => RealtimeDesk;
  /** Asks the witnesses of a target. Never throws for what a witness does. */
  readonly hear: (target: Target, question: Question, signal: AbortSignal) => Promise<Hearing>;
};

/** What a run needs of the world. A test passes lambdas. */
export type RunDeps = Ways & {
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** The same ways, with every request in one trace; absent: no request names one. */
  readonly inTrace?: (traceId: string) => Ways;
  /** The body of a login request, with live values. */
  readonly credentials: (account: AccountName) => Readonly<Record<string, string>>;
  /** Takes every registered secret out of a text. */
  readonly redact: (text: string) => string;
  /** Whether our own network is alive; absent when no control address is known. */
  readonly controlAnswers?: (signal: AbortSignal) => Promise<boolean>;
  /** The clock of a run that goes on with another one; absent: the run begins now. Milliseconds, monotonic. */
  readonly elapsedMs?: () => number;
  /** Sessions that outlive the run; absent: the run opens its own, and revokes them. */
  readonly sessions?: (targets: readonly Target[], app: Application, deps: RunDeps, signal: AbortSignal) => Sessions;
  /** Wraps each step; `suites/` passes Playwright's `test.step`. */
  readonly wrapStep?: <T>(id: string, body: () => Promise<T>) => Promise<T>;
};

/** What one scenario on one target needs besides. */
export type ScenarioDeps = Omit<RunDeps, 'scenarios'> & {
  readonly app: Application;
  readonly barrier: Barrier<Role>;
  /** The bearer token of the run's session on a target. Opened once, at the first call. */
  readonly sessionToken: (role: Role) => Promise<string>;
  readonly nonce: string;
  /** What could not be cleaned up. */
  readonly onNotice: (notice: Notice) => void;
  /** Milliseconds since the run began, monotonic. */
  readonly elapsedMs: () => number;
  readonly onEvent: OnEvent;
};
