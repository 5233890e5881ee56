import { readSeed, type Seed, type SeedUser } from './seed.ts';
import type { HorizonGate } from './horizon/api.ts';
import type { Workplace } from './queue/handle.ts';
import type { Publisher } from './queue/publish.ts';
import { createQueue } from './queue/queue.ts';
import { createReports } from './queue/reports.ts';
import { createSchedule, type Schedule } from './scheduler/schedule.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** Who can sign in: the canary with its password; the refused one has a password that nobody knows. */
export type Accounts = {
  readonly canary: { readonly email: string; readonly password: string };
  readonly refused: { readonly email: string };
};

/** One instance of the application: its configuration and all it remembers. */
export type App = Workplace & {
  readonly accounts: Accounts;
  readonly revision: string;
  readonly seed: Seed;
  readonly tokens: Tokens;
  readonly loginThrottle: Throttle;
  readonly schedule: Schedule;
  /** What channels are signed with. */
  readonly broadcasting: { readonly key: string; readonly secret: string };
  readonly horizonGate: HorizonGate;
  /** Empty: nobody is an operator. */
  readonly opsToken: string;
};

/** What an instance is made of. */
export type AppParts = Pick<
  App,
  'accounts' | 'revision' | 'settings' | 'broadcasting' | 'horizonGate' | 'opsToken' | 'now'
> & {
  /** Logins per minute and client address. */
  readonly loginLimit: number;
  readonly publisher: Publisher;
};

export const createApp = ({ loginLimit, ...parts }: AppParts): App => ({
  ...parts,
  seed: readSeed(),
  tokens: createTokens(),
  loginThrottle: createThrottle(loginLimit, parts.now),
  reports: createReports(),
  queue: createQueue(),
  schedule: createSchedule(parts.settings.schedule),
});

export const emailOf = ({ accounts }: App, user: SeedUser): string => accounts[user.account].email;
