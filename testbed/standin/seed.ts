import { readFileSync } from 'node:fs';
import type { JsonObject } from './laravel-json.ts';

/** The rows that every instance of the application begins with; the real Laravel reads the same file. */
export type Seed = {
  readonly users: readonly SeedUser[];
  readonly categories: readonly NamedRow[];
  readonly instructors: readonly NamedRow[];
  readonly courses: readonly SeedCourse[];
};

/** Dates are ISO 8601 without fraction, as `2026-01-15T07:45:00Z`, unless a field says otherwise. */
export type SeedUser = {
  readonly id: number;
  readonly account: 'canary' | 'refused';
  readonly name: string;
  readonly locale: string;
  readonly email_verified_at: string | null;
  readonly roles: readonly string[];
  readonly settings: JsonObject;
  readonly last_login_at: string | null;
  readonly created_at: string;
};

export type NamedRow = JsonObject & { readonly id: number; readonly name: string };

export type SeedCourse = {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly summary: string | null;
  readonly level: string;
  readonly price: string;
  readonly rating: number;
  readonly seats: number;
  readonly published: boolean;
  readonly category_id: number;
  readonly instructor_id: number | null;
  readonly tags: readonly string[];
  readonly prerequisites: readonly number[];
  readonly translations: JsonObject;
  readonly prices_by_year: JsonObject;
  readonly flags: JsonObject;
  readonly starts_at: string;
  /** `2026-08-25` */
  readonly enrol_until: string;
  /** `2026-03-01 08:30:00` */
  readonly updated_at: string;
  readonly lessons: readonly SeedLesson[];
};

export type SeedLesson =
  | { readonly type: 'video'; readonly id: number; readonly title: string; readonly duration_seconds: number }
  | {
      readonly type: 'quiz';
      readonly id: number;
      readonly title: string;
      readonly questions: number;
      readonly pass_mark: number;
    }
  | {
      readonly type: 'live';
      readonly id: number;
      readonly title: string;
      readonly starts_at: string;
      readonly room: string | null;
    };

const FILE = new URL('../seed.json', import.meta.url);

/** @throws Error when the file is not a seed */
export function readSeed(): Seed {
  const seed: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
  if (!isSeed(seed)) throw new Error('testbed/seed.json has no "users" and "courses"; restore it from git');
  return seed;
}

/** Looks no deeper: the file is ours, and the tests compare what is made of it with the real Laravel. */
const isSeed = (value: unknown): value is Seed =>
  typeof value === 'object' && value !== null && 'users' in value && 'courses' in value;
