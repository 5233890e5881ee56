import { withMicroseconds } from './dates.ts';
import type { JsonObject } from './laravel-json.ts';
import type { NamedRow, Seed, SeedCourse, SeedLesson } from './seed.ts';

const CDN = 'https://cdn.academy.example';

/**
 * A course as the API shows it, without its lessons; the order of the keys is part of the contract.
 *
 * @param origin of this host, for links
 */
export const courseResource = (course: SeedCourse, seed: Seed, origin: string): JsonObject => ({
  id: course.id,
  slug: course.slug,
  title: course.title,
  summary: course.summary,
  level: course.level,
  price: course.price,
  rating: course.rating,
  seats: course.seats,
  published: course.published,
  category: rowOf(seed.categories, course.category_id),
  tags: course.tags,
  prerequisites: course.prerequisites,
  translations: course.translations,
  prices_by_year: course.prices_by_year,
  flags: course.flags,
  instructor: rowOf(seed.instructors, course.instructor_id),
  starts_at: withMicroseconds(course.starts_at),
  enrol_until: course.enrol_until,
  updated_at: course.updated_at,
  url: `${origin}/api/courses/${course.id}`,
  cover_url: `${CDN}/covers/${course.slug}.jpg`,
  lessons_count: course.lessons.length,
});

/** A lesson: what it has besides type, id and title depends on its type. */
export function lessonResource(lesson: SeedLesson): JsonObject {
  const { type, id, title } = lesson;
  switch (lesson.type) {
    case 'video':
      return {
        type,
        id,
        title,
        duration_seconds: lesson.duration_seconds,
        stream_url: `${CDN}/streams/${id}.m3u8`,
      };
    case 'quiz':
      return { type, id, title, questions: lesson.questions, pass_mark: lesson.pass_mark };
    case 'live':
      return { type, id, title, starts_at: withMicroseconds(lesson.starts_at), room: lesson.room };
    default:
      return lesson satisfies never;
  }
}

const rowOf = (rows: readonly NamedRow[], id: number | null): NamedRow | null =>
  rows.find((row) => row.id === id) ?? null;
