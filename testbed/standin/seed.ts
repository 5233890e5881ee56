import { readFileSync } from 'node:fs';
import type { JsonObject } from './laravel-json.ts';

/** The rows that every instance of the application begins with; the real Laravel reads the same file. */
export type Seed = { readonly users: readonly SeedUser[]; readonly courses: readonly SeedCourse[] };

export type SeedUser = {
  readonly id: number;
  readonly account: 'canary' | 'refused';
  readonly name: string;
  readonly locale: string;
  readonly email_verified_at: string | null;
  readonly roles: readonly string[];
  readonly settings: JsonObject;
  readonly avatar: string;
  readonly last_login_at: string | null;
  readonly created_at: string;
};

/** Without what depends on the host; ready to be printed otherwise. */
export type SeedCourse = JsonObject & {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly lessons: readonly JsonObject[];
};

export const readSeed = (): Seed => JSON.parse(readFileSync(new URL('../seed.json', import.meta.url), 'utf8')) as Seed;
