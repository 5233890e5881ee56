import { type Answer, type Asked, jsonAnswer } from './answer.ts';
import type { App } from './app.ts';
import { courseResource, lessonResource } from './course.ts';
import { modelNotFound } from './errors.ts';
import { pageOf, paginated } from './paginate.ts';
import type { SeedCourse } from './seed.ts';

const PER_PAGE = 5;

/** `GET /api/courses`: by id, or by title when asked so. */
export function listCourses(asked: Asked, { seed }: App): Answer {
  const isByTitle = asked.query['sort'] === 'title';
  const rows = isByTitle ? seed.courses.toSorted(byTitle) : seed.courses;
  return jsonAnswer(
    paginated({
      rows: rows.map((course) => courseResource(course, seed, asked.origin)),
      page: pageOf(asked.query['page']),
      perPage: PER_PAGE,
      url: `${asked.origin}${asked.rawPath.replace(/\/+$/, '')}`,
      appended: isByTitle ? 'sort=title&' : '',
    }),
  );
}

/** `GET /api/courses/{id}`: the only answer with lessons. */
export function showCourse(id: string, { origin }: Asked, { seed }: App): Answer {
  const course = seed.courses.find((row) => isSameKey(row.id, id));
  if (course === undefined) return modelNotFound('Course', id);
  return jsonAnswer({
    data: { ...courseResource(course, seed, origin), lessons: course.lessons.map(lessonResource) },
  });
}

/** SQLite turns text into a number before it compares it with one. */
const isSameKey = (id: number, text: string): boolean => /^\s*\+?\d+(\.0*)?\s*$/.test(text) && Number(text) === id;

const byTitle = (one: SeedCourse, other: SeedCourse): number => (one.title < other.title ? -1 : 1);
