/** What is used of a channel of pusher-js. */
export type PusherChannel = {
  readonly subscribed: boolean;
  readonly bind_global: (heard: (event: string, data: unknown) => void) => unknown;
  readonly trigger: (event: string, data: unknown) => boolean;
};

/** What is used of a client of pusher-js. */
export type PusherClient = { readonly connection: { readonly state: string }; readonly disconnect: () => void };

export type PusherClass = (new (key: string, options: object) => PusherClient) & {
  /** Every client of the process, for ever. */
  readonly instances: PusherClient[];
  readonly Runtime: {
    createWebSocket: (url: string) => unknown;
    createXHR: () => unknown;
    /** One for the process; every client binds itself to it. */
    readonly getNetwork: () => { bind: (event: string, listener: () => void) => unknown };
  };
};

type EchoChannel = { readonly subscription: PusherChannel };

/** What is used of a client of laravel-echo. */
export type EchoLibrary = {
  readonly connector: { readonly pusher: PusherClient; readonly options: EchoCredentials };
  readonly channel: (name: string) => EchoChannel;
  readonly private: (name: string) => EchoChannel;
  readonly join: (name: string) => EchoChannel;
  readonly disconnect: () => void;
};

/** Where laravel-echo keeps what a client proves itself with. */
export type EchoCredentials = { readonly auth: { readonly headers: Readonly<Record<string, string>> } };

export type EchoClass = new (options: object) => EchoLibrary;

export type Libraries = { readonly Pusher: PusherClass; readonly Echo: EchoClass };

/** Loads pusher-js and laravel-echo, which takes a while; afterwards it is free. */
export function loadLibraries(): Promise<Libraries>;
