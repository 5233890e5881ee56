import type { Reach, SecretName } from './tenant.ts';

/**
 * Which way a client comes to the websocket server: as the clients of today do, on the gateway's listener 6001, or on
 * 443 beside the API. Recorded on every result.
 */
export type RealtimeRoute = 'as-shipped' | 'direct-6001' | 'path-443';

/** How a websocket server is dialled. Certificate roots, client certificate and Origin are those of the target's reach. */
export type RealtimeReach = {
  /** `ws(s)://host[:port][/prefix]`, without `/app`. Empty for a stand-in until it is started. */
  readonly url: string;
  readonly route: RealtimeRoute;
  /** Overrides the reach's `connectTo` for sockets. */
  readonly connectTo?: NonNullable<Reach['connectTo']>;
  /** The app key: every client holds it, it is no secret. */
  readonly key: string;
  /** For the signed HTTP API. */
  readonly app?: { readonly id: string; readonly secret: SecretName };
  /** Addresses of single instances, e.g. pods, for proofs across them. */
  readonly instances: readonly NonNullable<Reach['connectTo']>[];
};
