import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '../..');
const peer = (path: string): string => join(root, 'bench/node_modules', path);

export type Contestant = {
  readonly says: string;
  /** Arguments for Node, and variables beside those of the runner. */
  readonly command: (url: string, scratch: string) => { readonly args: readonly string[]; readonly env?: Variables };
};

type Variables = Readonly<Record<string, string>>;

const words = (text: string): readonly string[] => text.split(' ');

const parity = [
  join(root, 'src/cli/main.mjs'),
  ...words('run --tenant bench --scenario health --target candidate --home'),
  join(here, 'home'),
];

const playwright = [
  peer('@playwright/test/cli.js'),
  ...words('test --workers 1 --reporter line --config'),
  join(here, 'peers'),
];

/** Who runs. Every one asks `GET /health` once and looks at the status and at three fields of the answer. */
export const CONTESTANTS = {
  node: {
    says: 'Node alone; asks nothing',
    command: () => ({ args: ['--eval', '0'] }),
  },
  bare: {
    says: 'a script of undici and zod, compile cache warm',
    command: () => ({ args: [join(here, 'peers/bare.mjs')] }),
  },
  parity: {
    says: 'this harness, compile cache warm',
    command: () => ({ args: parity }),
  },
  'parity-cold': {
    says: 'this harness, first run of a new installation',
    // The default place of the compile cache is the folder for temporary files.
    command: (_url, scratch) => ({ args: parity, env: { TMPDIR: scratch } }),
  },
  newman: {
    says: 'newman, default reporter',
    command: (url) => ({
      args: [peer('newman/bin/newman.js'), 'run', join(here, 'peers/health.postman.json'), '--env-var', `url=${url}`],
    }),
  },
  playwright: {
    says: 'Playwright Test, one worker, its request fixture, no browser',
    command: (_url, scratch) => ({
      args: [...playwright, '--output', join(scratch, 'output')],
    }),
  },
} as const satisfies Record<string, Contestant>;

export type ContestantName = keyof typeof CONTESTANTS;
