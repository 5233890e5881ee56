/** One drift of the catalogue. */
export type Catalogued = {
  /** One sentence. */
  readonly says: string;
  /** Without a switch: what covers it, or why it cannot be produced here. */
  readonly without?: string;
};

/** What goes wrong when such a backend moves, as far as is known. */
export const CATALOGUE: Readonly<Record<string, Catalogued>> = {
  D01: { says: 'The proxy is not trusted: links begin with http.' },
  D02: { says: 'A forwarded port or host leaks into links.' },
  D03: { says: 'All clients share one address: throttles count them together.' },
  D04: {
    says: 'APP_URL is wrong: links made by jobs and broadcasts point elsewhere.',
    without: 'compared like every link: URLs in events pass the same tiers as those in answers; no switch of its own',
  },
  D05: {
    says: 'Signed links are refused: host or scheme at signing and at checking differ.',
    without: 'not producible: no tenant has named a signed link yet',
  },
  D06: { says: 'CORS is added twice or nowhere.' },
  D07: { says: 'Attributes of the session cookie differ.' },
  D08: {
    says: 'The front end is not among the stateful domains: 419 at login.',
    without: 'not producible: the testbed signs in with tokens; 419 is told apart in src/compare/failed-step.test.ts',
  },
  D09: {
    says: 'APP_KEY differs: encrypted columns cannot be read.',
    without: 'not producible: the application of the testbed encrypts no column',
  },
  D10: {
    says: 'Keys of tokens differ: valid tokens are refused.',
    without: 'by test: a 401 is a token that is not recognised, src/compare/failed-step.test.ts',
  },
  D11: { says: 'Debug mode is on: errors show traces.' },
  D12: {
    says: 'The configuration was cached at build time: default drivers, localhost in links.',
    without: 'by its effects: D01, D36 and D64',
  },
  D13: { says: 'The gateway answers errors in its own words.' },
  D14: {
    says: 'A gateway ends slow requests sooner.',
    without: 'by test: timeouts and 504, src/transport/faults.test.ts, src/compare/failed-step.test.ts',
  },
  D15: { says: 'Limits of request bodies differ.', without: 'not producible: no tenant has named an upload yet' },
  D16: {
    says: 'Maintenance mode of a single pod: now and then 503.',
    without:
      'by test: 503 is told as maintenance, src/compare/failed-step.test.ts; now and then needs repeats, which the monitor makes',
  },
  D17: { says: 'Another minor version of the framework: new keys.' },
  D18: {
    says: 'Default prefixes and cookie names changed.',
    without:
      'compared like every cookie and told as `default-names-changed` where only dashes differ; no switch of its own',
  },
  D19: { says: 'Headers of security and caching differ.' },
  D20: { says: 'Floats are printed with other digits.' },
  D21: { says: 'Numbers come as strings: another database driver.' },
  D22: { says: 'Integers become floats: another version of the date library.' },
  D23: { says: 'Booleans come as numbers: another database engine.' },
  D24: { says: 'Another collation: another order.' },
  D25: {
    says: 'Another SQL mode: 500 on lists.',
    without: 'by test: a 500 is the application’s, src/compare/failed-step.test.ts',
  },
  D26: { says: 'Migrations failed: the schema is behind.' },
  D27: {
    says: 'The database wants TLS: health says that it is not well.',
    without: 'by test: test/bad-effects.test.ts, with Redis in its place',
  },
  D28: { says: 'Another time zone: times are shifted by whole hours.' },
  D29: { says: 'Locale or intl is missing: other messages.' },
  D30: { says: 'URLs of stored files have another host or style.' },
  D31: {
    says: 'Files on the disk of a pod are gone on others.',
    without: 'not producible: the application of the testbed stores no upload',
  },
  D32: { says: 'PHP extensions are missing.', without: 'by its effects: D36 to D43, or a 500' },
  D33: {
    says: 'OPcache is off or cold: everything is slow.',
    without: 'not a difference of answers: durations are in the report; their bounds are the monitor’s',
  },
  D34: {
    says: 'The database is read-only at the cut-over: 500 with a token.',
    without: 'by test: a 500 is the application’s, src/compare/failed-step.test.ts',
  },
  D35: {
    says: 'Another cost of password hashes: a slow login.',
    without: 'not a difference of answers: durations are in the report; their bounds are the monitor’s',
  },
  D36: { says: 'The queue connection is sync.' },
  D37: { says: 'API and workers look at different Redis hosts, databases or prefixes.' },
  D38: { says: 'Two deployments drain one queue.' },
  D39: {
    says: 'Redis Cluster: keys of one queue lie in different slots.',
    without: 'not producible: needs a Redis Cluster; it shows as D37 (jobs wait) or D41 (jobs fail)',
  },
  D40: { says: 'Redis evicts keys: jobs vanish.' },
  D41: { says: 'Workers are ended before their job: it fails after its tries.' },
  D42: { says: 'retry_after is shorter than the job: it runs twice.' },
  D43: { says: 'Horizon runs without processes, or is paused.' },
  D44: { says: 'A task runs in the background and ends with its pod.' },
  D45: { says: 'The scheduler’s pods start late in the minute.' },
  D46: { says: 'A task fails, and the exit code is 0.' },
  D47: { says: 'Whole minutes are skipped.' },
  D48: { says: 'Two schedulers run.' },
  D49: { says: 'The schedule is paused.' },
  D50: { says: 'A proxy strips the upgrade.' },
  D51: { says: 'The gateway routes /app and not /apps.' },
  D52: { says: 'Idle sockets are cut.' },
  D53: {
    says: 'A new configuration of the gateway drains its sockets.',
    without:
      'by test: test/effects.test.ts drains the gateway in the middle of a run: `socket-failed`, `socket-dropped` at realtime-connect/hold',
  },
  D54: { says: 'The origin of the site is not allowed.' },
  D55: { says: 'Key, id or secret of the websocket app differ.' },
  D56: { says: 'The channel authorisation has another guard, prefix or middleware.' },
  D57: { says: 'Workers cannot reach the websocket server.' },
  D58: { says: 'Instances of the websocket server do not hand messages on.' },
  D59: {
    says: 'Presence is known per instance.',
    without:
      'nothing to switch on: it is always so, in the stand-in too; realtime-cross-pod counts on it, and no other scenario demands that members of two instances see each other',
  },
  D60: { says: 'The websocket server does not come up.' },
  D61: { says: 'Tenants share a relay: events of one reach the other.' },
  D62: {
    says: '1,024 descriptors: new connections hang under load.',
    without:
      'not producible: a limit of PHP’s event loop, which the stand-in does not have; a socket that is accepted and silent is `handshake-silent`, src/transport/realtime/opening.test.ts',
  },
  D63: { says: 'Large messages are refused.' },
  D64: { says: 'The broadcaster is null or log.' },
  D65: {
    says: 'After a roll-out all clients connect again at once.',
    without: 'its cause is D53, and found there; the herd itself is a matter of load tests',
  },
  D66: {
    says: 'SMTP is blocked: mail jobs hang.',
    without: 'not producible: the testbed sends no mail; a job that hangs or fails is D37 or D41',
  },
  D67: {
    says: 'The role of the cloud is gone: storage, mail or queue refuse.',
    without: 'not producible: the testbed calls no cloud; a job that fails is D41, a 500 the application’s',
  },
  D68: {
    says: 'Both deployments act: two mails for one event.',
    without: 'not producible: needs a sink for mails and hooks; two runs of one job are D42, two schedulers D48',
  },
};
