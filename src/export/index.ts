import type { Exporter } from './delivery.ts';

type Entry = {
  /** For the help text of its option. */
  readonly says: string;
  /** The environment variable that holds its key, and the header that carries it. */
  readonly key: { readonly variable: string; readonly header: string; readonly prefix: string };
  /** Loaded when it is used: two of three runs need only one of them. */
  readonly load: () => Promise<Exporter>;
};

/** Every system that results can be handed to, by the option that names its URL. To add one: its file, then its line here. */
export const EXPORTERS = {
  push: {
    says: 'a Pushgateway, e.g. http://pushgateway:9091',
    key: { variable: 'PARITY_PUSH_TOKEN', header: 'Authorization', prefix: 'Bearer ' },
    load: async () => (await import('./pushgateway.ts')).pushgateway,
  },
  faro: {
    says: 'a Faro receiver, e.g. http://alloy:12347/collect',
    key: { variable: 'PARITY_FARO_KEY', header: 'x-api-key', prefix: '' },
    load: async () => (await import('./faro.ts')).faro,
  },
} as const satisfies Record<string, Entry>;

export type ExporterName = keyof typeof EXPORTERS;

const isExporterName = (name: string): name is ExporterName => Object.hasOwn(EXPORTERS, name);

export const EXPORTER_NAMES: readonly ExporterName[] = Object.keys(EXPORTERS).filter(isExporterName);
