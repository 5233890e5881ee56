import type { CauseId } from './causes.ts';
import type { Need } from './needs.ts';
import type { Realtime } from './realtime.ts';
import type { RuleId } from './rules.ts';
import type { AccountName, Application, Target } from './tenant.ts';
import type { Question, Testimony } from './testimony.ts';

/** The target answered, and the answer is wrong. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly why: FailureKind;

  /** @param why the kind of failure, where it is known better than "no right answer" */
  constructor(reason: string, why: FailureKind = {}) {
    super(reason);
    this.why = why;
  }
}

/** What kind of failure it is, and why it usually comes about. */
export type FailureKind = { readonly rule?: RuleId; readonly cause?: CauseId };

/** The world did not let us judge: no permission, evidence absent, throttled. */
export class NotJudged extends Error {
  override readonly name = 'NotJudged';
}

/** @throws StepFailed when the condition does not hold; the reason shows what was seen and what was wanted */
export function demand(condition: boolean, reason: string, why?: FailureKind): asserts condition {
  if (!condition) throw new StepFailed(reason, why);
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export type ApiRequest = {
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON Pointers into the answer whose values are secrets: registered with the redactor before anything is kept. */
  readonly mints?: readonly string[];
};

/** A live answer, unredacted: for chained steps only. It never leaves the scenario. */
export type Answer = {
  readonly status: number;
  /** Lower-case names; several lines of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body. @throws StepFailed when it is not JSON */
  json(): unknown;
  /** What stands at a JSON Pointer of the body; `undefined` when nothing does. @throws StepFailed when it is not JSON */
  at(pointer: string): unknown;
};

/** Speaks to one target. A request needs a step around it; one step makes one request. */
export type Api = {
  /** @param path absolute path with query, or a URL of this very target */
  request(method: Method, path: string, request?: ApiRequest): Promise<Answer>;
  /** The same target with this bearer token on each request. */
  as(token: string): Api;
};

/** What a scenario may touch, for one target. */
export type ScenarioContext<Step extends string = string> = {
  readonly app: Application;
  /** Without credentials. */
  readonly api: Api;
  /** Signed in as the canary, with the session that belongs to the run. The scenario declares `session: true`. */
  readonly member: Api;
  /** The body of a login request: field names of the tenant, live values. */
  readonly credentials: (account: AccountName) => Readonly<Record<string, string>>;
  /** Runs one named action. Both targets begin it at the same time. */
  readonly step: <T>(id: Step, body: () => Promise<T>) => Promise<T>;
  readonly signal: AbortSignal;
  /** The websocket server. The scenario needs `realtime`. */
  readonly realtime: Realtime;
  /** The websocket server of the tenant that must be kept apart. The scenario needs `isolation-peer`. */
  readonly peer: Realtime;
  /** Asks every witness of the target that can answer; one question, one step. */
  readonly ask: (question: Question) => Promise<readonly Testimony[]>;
  /** Asks on the side, to explain a failure: what comes back is no part of what the step saw. */
  readonly aside: {
    readonly member: Api;
    readonly ask: (question: Question) => Promise<readonly Testimony[]>;
    readonly realtime: Realtime;
  };
  /** Undoes what the scenario changed: runs after it whatever happened, last one first, in a time of its own. */
  readonly cleanUp: (what: string, undo: (api: Api) => Promise<void>) => void;
  /** What is known of the target that no request tells. */
  readonly target: Pick<Target, 'role' | 'workers'>;
  /** Unique for run, scenario and target; lower-case hex. */
  readonly nonce: string;
};

/** A named ability, as a sequence of steps. Data; nothing registers itself. */
export type Scenario<Step extends string = string> = {
  /** kebab-case; the name of its file. */
  readonly id: string;
  /** A sentence about a member or an operator. */
  readonly title: string;
  /** Does it change data of the application? Then it runs only where the target allows it. */
  readonly writes: boolean;
  /** What the tenant must say for it to run. Absent: nothing. */
  readonly needs?: readonly Need[];
  /** Does it use the run's session? */
  readonly session: boolean;
  /** Milliseconds for the whole scenario on one target. */
  readonly deadlineMs: number;
  /** Milliseconds for each step; less than `deadlineMs`. */
  readonly stepDeadlineMs: number;
  /** The monitor leaves at least this many milliseconds between two runs of it. */
  readonly periodMs?: number;
  /** Every step in the order of the run: its id (kebab-case; names the baseline) → one sentence. */
  readonly steps: Readonly<Record<Step, string>>;
  run(context: ScenarioContext<Step>): Promise<void>;
};

/** Declares a scenario, so that its steps are checked where it uses them. */
export const scenario = <const Step extends string>(definition: Scenario<Step>): Scenario => definition;
