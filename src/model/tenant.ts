import type { Gate } from './gate.ts';
import type { PlacedNoise } from './noise.ts';
import type { RuleId } from './rules.ts';
import type { EvidenceSource } from './evidence-source.ts';
import type { Level, Preset } from './level.ts';
import type { RealtimeReach } from './realtime-reach.ts';

export type { EvidenceSource } from './evidence-source.ts';
export type { RealtimeReach, RealtimeRoute } from './realtime-reach.ts';

/** Reference: where the application lives today. Candidate: where it is going. */
export type Role = 'reference' | 'candidate';

export const ROLES = ['reference', 'candidate'] as const satisfies readonly Role[];

/** Where the harness stands: in front of the edge, beside it, or inside the cluster. Recorded on every result. */
export type Vantage = 'edge' | 'direct' | 'in-cluster';

/** The name of a secret: an environment variable. Its value is never part of a tenant, a plan or a report. */
export type SecretName = string;

/** The values of a run's secrets, by name. Lives in memory only. */
export type Secrets = ReadonlyMap<SecretName, string>;

/** A header value: written in the tenant file, or the name of a secret. */
export type HeaderValue = { readonly literal: string } | { readonly secret: SecretName };

/** How a target is dialled while its URL, Host and SNI stay. */
export type Reach = {
  readonly vantage: Vantage;
  /** Connect here instead of where DNS points: an address or another name; the port defaults to the URL's. */
  readonly connectTo?: { readonly host: string; readonly port?: number };
  /** PEM certificates that *replace* the built-in roots, so a success proves which root signed. */
  readonly ca?: readonly PemFile[];
  /** For a gateway that asks for a client certificate. The key's PEM text is a secret. */
  readonly clientCertificate?: { readonly certificate: PemFile; readonly key: SecretName };
  /** Sent as `Origin`. */
  readonly origin?: string;
  /** Sent with every request to this target, and to no other. */
  readonly headers: Readonly<Record<string, HeaderValue>>;
};

export type PemFile = { readonly file: string; readonly pem: string };

/** One deployment of a tenant. */
export type Target = {
  readonly role: Role;
  /** Scheme, host and port; no path, no credentials. Empty for a stand-in until it is started. */
  readonly url: string;
  readonly reach: Reach;
  /** Set when the harness itself starts this target: names of drifts the stand-in injects, `*` for all of them. */
  readonly standin?: { readonly drifts: readonly string[] };
  /** May scenarios that write run here? */
  readonly writes: boolean;
  /** Where its websocket server is. */
  readonly realtime?: RealtimeReach;
  /** Glob over the host names of its queue workers: a job that ran elsewhere was taken by somebody else. */
  readonly workers?: string;
  /** Who can tell what about it. */
  readonly evidence: readonly EvidenceSource[];
};

/** An account made for probing. The identifier (an e-mail, usually) is not a secret; the password is. */
export type Account = { readonly identifier: string; readonly password: SecretName };

/** `canary` signs in; `refused` is only ever used with a wrong password, so no throttle touches the canary. */
export type AccountName = 'canary' | 'refused';

/** What the harness must know of the application. Nothing of it is hard-coded; the defaults are Laravel's. */
export type Application = {
  /** Whose baselines are used: `baselines/<name>/`. */
  readonly name: string;
  /** Sent as `Accept-Language`. */
  readonly locale: string;
  readonly health: {
    readonly path: string;
    /** JSON Pointer → the value it must hold, e.g. `{"/db": "ok"}`. */
    readonly expect: Readonly<Record<string, string | number | boolean>>;
  };
  readonly login: {
    readonly path: string;
    readonly identifierField: string;
    readonly passwordField: string;
    /** Further fields of the login request, e.g. `{"device_name": "parity"}`. */
    readonly extraFields: Readonly<Record<string, string>>;
    /** JSON Pointer to the bearer token in the answer. */
    readonly tokenPointer: string;
  };
  readonly logout: { readonly method: 'POST' | 'DELETE'; readonly path: string };
  readonly whoAmI: { readonly path: string; readonly identifierPointer: string };
  readonly courses: {
    readonly listPath: string;
    /** Holds `{id}`. */
    readonly itemPath: string;
    /** The query parameter that names the page. */
    readonly pageParameter: string;
    /** JSON Pointer to the list in the answer. */
    readonly itemsPointer: string;
    /** JSON Pointer to the number of the last page. */
    readonly lastPagePointer: string;
    /** JSON Pointer, from one element of the list, to its id. */
    readonly idPointer: string;
    /** A method that the list does not have and that changes nothing if it had: the default is `PUT`, without a body. */
    readonly wrongMethod: 'PUT' | 'PATCH' | 'DELETE';
    /** An id that no course has. */
    readonly unknownId: string;
    /** A list whose order is part of the contract (path with query). */
    readonly orderedPath: string;
    /** JSON Pointer, from one element, to what the order goes by. */
    readonly orderedByPointer: string;
    /** `number` compares as numbers, `text` by code point, `unchecked` leaves the order to the comparison. */
    readonly order: 'number' | 'text' | 'unchecked';
  };
  /** Absent: the application has no websockets, or nobody has said where. */
  readonly realtime?: {
    /** Authorises channels, e.g. `/broadcasting/auth`. */
    readonly authPath: string;
    /** JSON Pointer, in the answer of `whoAmI`, to what stands for `{id}` in channel names. */
    readonly memberIdPointer: string;
    /** The member's own channel; holds `{id}`. */
    readonly privateChannel: string;
    /** What stands for `{id}` in the channel of somebody else. */
    readonly otherId: string;
    /** Absent: the application has none. */
    readonly presenceChannel?: string;
    /** Needs no authorisation; used for whispers across instances and tenants. */
    readonly publicChannel: string;
    /** How long an idle socket must stay open, in milliseconds. */
    readonly holdMs: number;
  };
  /** An ordinary action whose job broadcasts an event. Absent: nobody has named one. */
  readonly dispatch?: {
    readonly path: string;
    /** Fields of the request; `{nonce}` stands for the run's nonce. */
    readonly fields: Readonly<Record<string, string>>;
    /** JSON Pointer to the id of what was made. */
    readonly idPointer: string;
    /** Reads what was made; holds `{id}`. */
    readonly readPath: string;
    /** JSON Pointer, in what is read, to what tells that the job ran, and the values it has then and when it failed. */
    readonly ready?: {
      readonly pointer: string;
      readonly value: string | number | boolean;
      readonly failed?: string | number | boolean;
    };
    /** Removes it; holds `{id}`. */
    readonly removePath: string;
    /** Name of the event, on the member's own channel. */
    readonly event: string;
    /** JSON Pointers into the data of the event. */
    readonly noncePointer: string;
    readonly hostPointer?: string;
    readonly attemptsPointer?: string;
    /** The class of the job or event as the queue's witness names it, or a part of it. */
    readonly jobName: string;
    /** The same of the job that does the work, where another one broadcasts its event. */
    readonly workName?: string;
    /** Milliseconds from the answer to the event. */
    readonly withinMs: number;
  };
  /** Where a target says which revision it runs. */
  readonly revision?: { readonly header: string };
};

/** Raises or lowers one rule, for all endpoints or for some. The last entry that fits wins. */
export type LevelOverride = {
  readonly rule: RuleId;
  readonly level: Level;
  /** Glob over `scenario/step`; absent: every step. */
  readonly at?: string;
  /** Glob over the place, e.g. `header:etag`; absent: every place. */
  readonly path?: string;
};

export type Policy = {
  /** `parity`: an added key is drift. `contract`: added is fine. */
  readonly preset: Preset;
  readonly levels: readonly LevelOverride[];
  /** Globs over `scenario/step`: endpoints where other data or other bytes must not pass unjudged. */
  readonly critical: readonly string[];
  readonly arrays: readonly ArrayRule[];
  /** Values that may differ between the targets. They never hide structure. */
  readonly noise: readonly PlacedNoise[];
};

/**
 * How the elements of one array belong together. Without a policy they are ordered, and paired by an evident unique
 * key or by what is equal, so that one insertion is one difference.
 */
export type ArrayPolicy = {
  /** Index-free pointer of the array. */
  readonly path: string;
} & (
  | { readonly order: 'ordered' }
  /** The order says nothing. */
  | { readonly order: 'set' }
  /** Paired by these properties; the order says nothing. */
  | { readonly order: 'keyed'; readonly by: readonly string[] }
  /** Each position has its own meaning, and its index in the path. */
  | { readonly order: 'tuple' }
);

/** An array policy, with a glob over `scenario/step`. */
export type ArrayRule = ArrayPolicy & { readonly at: string };

/** One installation. Printable: holds names of secrets, never a value. */
export type Tenant = {
  readonly id: string;
  readonly title: string;
  readonly application: Application;
  /** One or two; two have different roles. */
  readonly targets: readonly Target[];
  readonly accounts: Readonly<Record<AccountName, Account>>;
  /** Ids of scenarios without which no run of this tenant may be called judged. */
  readonly required: readonly string[];
  readonly policy: Policy;
  /** The tenant whose messages must never arrive here. */
  readonly isolationPeer?: string;
  /** What `parity gate` waits for; absent: nothing. */
  readonly gate?: Gate;
  /** `host:port` that answers while our own network is alive; asked only when a target does not. */
  readonly control?: string;
  /** The names of all secrets this tenant uses. */
  readonly secrets: readonly SecretName[];
};

/** The target of a role. @throws Error when there is none: who asks has looked before */
export function targetOf<T extends Pick<Target, 'role'>>(targets: readonly T[], role: Role): T {
  const found = targets.find((target) => target.role === role);
  if (found === undefined) throw new Error(`no target is the ${role}`);
  return found;
}
