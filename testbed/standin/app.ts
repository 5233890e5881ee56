import { readSeed, type Seed, type SeedUser } from './seed.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** Who can sign in: the canary with its password; the refused one has a password that nobody knows. */
export type Accounts = {
  readonly canary: { readonly email: string; readonly password: string };
  readonly refused: { readonly email: string };
};

/** One instance of the application: its configuration and all it remembers. */
export type App = {
  readonly accounts: Accounts;
  readonly revision: string;
  readonly seed: Seed;
  readonly tokens: Tokens;
  readonly loginThrottle: Throttle;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/** @param loginLimit logins per minute and client address */
export const createApp = (accounts: Accounts, revision: string, loginLimit: number): App => ({
  accounts,
  revision,
  seed: readSeed(),
  tokens: createTokens(),
  loginThrottle: createThrottle(loginLimit, Date.now),
  now: Date.now,
});

export const emailOf = ({ accounts }: App, user: SeedUser): string => accounts[user.account].email;
