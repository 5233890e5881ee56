import manifest from '../../package.json' with { type: 'json' };

/** The version of this harness. */
export const PARITY_VERSION = manifest.version;

/** Sent with every request, so that logs of the application can tell us from members. */
export const USER_AGENT = `parity/${manifest.version}`;
