import type { Talk } from './observation.ts';
import type { Answer } from './scenario.ts';

/** A message of the Pusher protocol, live. */
export type Message = {
  readonly event: string;
  readonly channel?: string;
  /** The data, decoded from the JSON string when it came as one; `undefined` when there was none. */
  readonly data: unknown;
  /** What stands at a JSON Pointer of the data; `undefined` when nothing does. */
  readonly at: (pointer: string) => unknown;
  /** How it stood in the frame: compared, because clients rely on it. */
  readonly dataIs: 'string' | 'value' | 'absent';
  /** `performance.now()` when its frame arrived. */
  readonly receivedAt: number;
};

/** Which messages are meant. */
export type Wanted = {
  readonly event: string;
  readonly channel?: string;
  readonly where?: (message: Pick<Message, 'data' | 'at'>) => boolean;
};

/** What the application's channel authorisation gave. */
export type ChannelAuth = { readonly auth: string; readonly channelData?: string };

/** How a socket ended. 1006: without a close frame. */
export type Closing = { readonly code: number; readonly reason: string };

/** One client on one socket, raw or Echo. Waits are limited in time and end with the scenario. */
export type Listener = {
  /** Names it in reports: `a`, `echo`. */
  readonly name: string;
  readonly socketId: string;
  /**
   * The next message that fits, or one that came before and was not taken yet. What was waited for is part of what is
   * compared.
   *
   * @throws StepFailed when none comes within `withinMs`, with the connection's last error as its cause
   */
  readonly next: (wanted: Wanted, withinMs: number) => Promise<Message>;
  /** How many that fit have come so far, taken ones included. */
  readonly count: (wanted: Wanted) => number;
  /** Sends a client event, to the other members only; `client-` is put before its name when it is missing. */
  readonly whisper: (channel: string, event: string, data: unknown) => void;
  readonly close: () => Promise<void>;
};

/** The raw protocol: nothing is done behind the scenario's back but answering pings. */
export type RawSocket = Listener & {
  /**
   * @throws StepFailed when it is refused or not answered; a 4009 that names no channel is attributed to the channel
   *   that was being subscribed
   */
  readonly subscribe: (channel: string, auth?: ChannelAuth) => Promise<Message>;
  /** Sends a text as it is, or bytes as a binary frame. */
  readonly send: (frame: string | Uint8Array) => void;
  /** Sends `pusher:ping` and waits for `pusher:pong`. */
  readonly ping: (withinMs: number) => Promise<void>;
  /** Waits for the server to end the socket. @throws StepFailed when it stays open */
  readonly closed: (withinMs: number) => Promise<Closing>;
};

/** laravel-echo on pusher-js, as a browser of a member would use it. */
export type EchoClient = Listener & {
  /** The authorisation goes through `authorise`. @throws StepFailed when it is refused or not answered */
  readonly subscribe: (channel: string) => Promise<void>;
};

export type OpenOptions = {
  /** Names the socket in reports. Default: `a`, `b`, … */
  readonly name?: string;
  /** Index of one of the target's direct addresses, instead of the shared one. */
  readonly instance?: number;
  /** What it hears is no part of what is compared: how many there are, or in which order, is chance. */
  readonly unseen?: true;
  /** Another app key than the target's. */
  readonly key?: string;
  /** Another Origin than the reach's; null sends none. */
  readonly origin?: string | null;
};

/** Speaks to the websocket server of one target. Needs a step around it. */
export type Realtime = {
  /** How many instances can be dialled directly. */
  readonly instances: number;
  /** Does the tenant name the app, so that we may publish and sign? */
  readonly hasApp: boolean;
  /**
   * Opens a socket and waits for `pusher:connection_established`.
   *
   * @throws StepFailed with its cause when the upgrade or the handshake is refused; NoAnswer when nobody answers
   */
  readonly open: (options?: OpenOptions) => Promise<RawSocket>;
  /** @param authorise how a channel is authorised for the member whose client this is */
  readonly echo: (options: {
    readonly name?: string;
    readonly authorise: (socketId: string, channel: string) => Promise<ChannelAuth>;
  }) => Promise<EchoClient>;
  /** A signed GET of the server's HTTP API, e.g. `/connections`. One exchange: a step of its own. */
  readonly status: (path: string) => Promise<Answer>;
  /** A signed publication through the server's HTTP API. One exchange: a step of its own. */
  readonly publish: (channel: string, event: string, data: unknown) => Promise<Answer>;
  /** Authorises a channel with the app's secret, past the application: for channels of our own. */
  readonly sign: (socketId: string, channel: string, channelData?: string) => ChannelAuth;
  /** Puts a fact into what is compared. */
  readonly note: (name: string, fact: unknown) => void;
  /** In what is compared, this text is written so: an id or a nonce that is another in each run. */
  readonly alias: (text: string, as: string) => void;
  /** Keeps a duration beside the observation, in milliseconds; never compared. */
  readonly measure: (name: string, ms: number) => void;
};

/** The sockets of one scenario on one target. Disposing it closes them all, whatever state they are in. */
export type RealtimeDesk = AsyncDisposable & {
  readonly realtime: Realtime;
  /** What the step showed that ends now; undefined when it opened, awaited and noted nothing. */
  readonly take: () => Talk | undefined;
};
