import type { Cause } from './cause.ts';

/** Of what sockets show. */
export const REALTIME_CAUSES = {
  'upgrade-stripped': {
    says: 'A proxy took the Upgrade header away, so the websocket server sees a plain GET and answers 500 or 404.',
    check: 'Compare the answer to the upgrade at the gateway and at the pod; look at the HTTPRoute and at HTTP/2.',
  },
  'websocket-redirected': {
    says: 'The socket URL is redirected, which no websocket client follows.',
    check: 'Look at the http-to-https redirect of the gateway and at the scheme and port of the socket URL.',
  },
  'websocket-elsewhere': {
    says: 'Something else than the websocket server answers at the socket URL.',
    check: 'Look at the port and path of the route (6001, /app), and for X-Powered-By: Laravel Reverb in the answer.',
  },
  'handshake-silent': {
    says: 'The upgrade succeeds and nothing follows: a proxy ends the upgrade itself, or the server is stuck.',
    check: 'Connect to a pod directly; look at idle connections, the 1,024 descriptors of stream_select, and memory.',
  },
  'app-key-unknown': {
    says: 'The server does not know this app key: REVERB_APP_KEY differs between clients and server.',
    check: 'Compare REVERB_APP_KEY in the front end, the API and the websocket server; look for a stale config cache.',
  },
  'app-secret-mismatch': {
    says: 'API and websocket server sign with different secrets or ids: REVERB_APP_SECRET or REVERB_APP_ID.',
    check: 'Compare REVERB_APP_ID, REVERB_APP_KEY and REVERB_APP_SECRET of the API with those of the websocket server.',
  },
  'origin-refused': {
    says: 'The Origin of the front end is not among the allowed origins of the websocket app.',
    check: 'Look at allowed_origins in config/reverb.php and at the host of the front end.',
  },
  'origins-open': {
    says: 'Sockets from a foreign Origin are accepted, and the other target refuses them: allowed_origins differs.',
    check: 'Compare allowed_origins in config/reverb.php on both targets.',
  },
  'connection-quota': {
    says: 'The app has reached its max_connections.',
    check: 'Look at REVERB_APP_MAX_CONNECTIONS and at the number of connections per pod.',
  },
  'message-rate-limited': {
    says: 'The server limits the messages of a connection, or client events are disabled.',
    check: 'Look at REVERB_APP_RATE_LIMITING_ENABLED and REVERB_APP_ACCEPT_CLIENT_EVENTS_FROM.',
  },
  'message-size-limit': {
    says: 'Messages above a size are refused, on one side earlier than on the other.',
    check: 'Compare REVERB_APP_MAX_MESSAGE_SIZE and REVERB_MAX_REQUEST_SIZE on both targets.',
  },
  'socket-dropped': {
    says: 'An open socket is ended without a close frame: a restart of the server, a drained proxy, or an idle time-out.',
    check: 'Compare the idle time-outs of load balancer and gateway with the ping interval; look for restarts.',
  },
  'protocol-broken': {
    says: 'What comes over the socket is no message of the Pusher protocol.',
    check: 'Look at the frames in the report, and at what stands between client and server.',
  },
  'channel-auth-refused': {
    says: 'The channel authorisation does not recognise the member: another guard, prefix or middleware.',
    check: 'Look at Broadcast::routes(), its middleware, and the guard of routes/channels.php.',
  },
  'channel-auth-silent': {
    says: 'The channel authorisation does not answer: it waits for something, a session lock or a database.',
    check: 'Call /broadcasting/auth with curl and the token; look at slow queries and at the session driver.',
  },
  'channel-auth-redirected': {
    says: 'The channel authorisation redirects to a login page or shows one: it runs in the web group, or without JSON.',
    check: 'Look at the middleware of /broadcasting/auth and at the Accept header it sees.',
  },
  'channel-open': {
    says: 'A channel is authorised for somebody it does not belong to.',
    check: 'Read routes/channels.php: the callback of the channel must compare the member with the channel.',
  },
  'relay-broken': {
    says: 'Messages stay on the instance they were sent to: scaling is off, or its Redis pub/sub is not reachable.',
    check: 'REVERB_SCALING_ENABLED, REDIS_URL of the websocket pods (TLS needs the URL form), and /connections.',
  },
  'broadcaster-mute': {
    says: 'The broadcaster of the API is null or log: it opens every channel with an empty answer, and publishes nothing.',
    check: 'php artisan about --only=drivers; BROADCAST_CONNECTION of the API (BROADCAST_DRIVER before Laravel 11).',
  },
  'broadcast-lost': {
    says: 'The job ran and nothing was published: BROADCAST_CONNECTION is null or log, or the API cannot reach the server.',
    check: 'php artisan about --only=drivers; look for failed BroadcastEvent jobs and REVERB_HOST of the workers.',
  },
  'publisher-unreachable': {
    says: 'Workers cannot reach the websocket server: broadcast jobs fail.',
    check: 'REVERB_HOST, REVERB_PORT and REVERB_SCHEME of the workers; from a worker, curl the /up of the server.',
  },
  'path-rule-missing': {
    says: 'The gateway hands /app to the websocket server and /apps elsewhere: a path prefix works by whole elements.',
    check: 'Look at the path rules of the HTTPRoute; /apps needs a rule of its own.',
  },
  'tenants-share-app': {
    says: 'Two tenants share app id and relay, so members of one receive messages of the other.',
    check: 'Compare REVERB_APP_ID and REVERB_SCALING_CHANNEL of the tenants; give each its own.',
  },
} as const satisfies Record<string, Cause>;
