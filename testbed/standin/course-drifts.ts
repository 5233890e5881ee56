import { inCourses, inEachCourse, inPage } from './change.ts';
import type { Drift } from './drift.ts';
import { inList, inObject, inObjects, inText, without } from './edit.ts';
import { allDigits, float, type Json } from './laravel-json.ts';
import { inLists, inListsAndAlone, places } from './steps.ts';

/** What can be wrong with the courses of an answer. Each drift has a property of its own, so none hides another. */
export const COURSE_DRIFTS = {
  'key-missing': {
    catalogue: 'D26',
    says: 'Courses have no slug: the database lacks a column.',
    change: inCourses((course) => without(course, 'slug')),
    finds: { rule: 'property-removed', cause: 'schema-behind', places: inListsAndAlone('slug') },
  },
  'null-missing': {
    catalogue: 'case 5',
    says: 'Courses without an instructor lose the property instead of showing null.',
    change: inCourses((course) => (course['instructor'] === null ? without(course, 'instructor') : course)),
    finds: { rule: 'null-became-missing', cause: 'optional-resource-field', places: inLists('instructor') },
  },
  'empty-string': {
    catalogue: 'case 5',
    says: 'Courses without a summary show "" instead of null.',
    change: inEachCourse('summary', (summary) => summary ?? ''),
    finds: { rule: 'null-became-empty-string', cause: 'empty-strings-to-null', places: inLists('summary') },
  },
  'list-as-object': {
    catalogue: 'case 2',
    says: 'Tags were filtered and kept their keys, so PHP prints an object.',
    change: inEachCourse('tags', inList(withoutSecond)),
    finds: { rule: 'list-became-object', cause: 'php-list-reindexed', places: inListsAndAlone('tags') },
  },
  'numeric-string': {
    catalogue: 'D21',
    says: 'Seats are printed as a string.',
    change: inEachCourse('seats', String),
    finds: { rule: 'number-became-string', cause: 'db-driver-types', places: inListsAndAlone('seats') },
  },
  'int-as-float': {
    catalogue: 'D22',
    says: 'The number of lessons is printed with a fraction: 3.0.',
    change: inEachCourse('lessons_count', (count) => (typeof count === 'number' ? float(count) : count)),
    finds: { rule: 'integer-became-float', cause: 'date-library-version', places: inListsAndAlone('lessons_count') },
  },
  'date-format': {
    catalogue: 'case 16',
    says: 'The start of a course is printed as the database keeps it.',
    change: inEachCourse(
      'starts_at',
      inText((date) => date.slice(0, 19).replace('T', ' ')),
    ),
    finds: { rule: 'date-format-changed', cause: 'date-serialisation', places: inListsAndAlone('starts_at') },
  },
  'key-in-one-element': {
    catalogue: 'case 6',
    says: 'The last course of a page has no category.',
    change: inPage((courses) => [
      ...courses.slice(0, -1),
      ...courses.slice(-1).map(inObject((course) => without(course, 'category'))),
    ]),
    finds: { rule: 'property-sometimes-missing', cause: 'optional-resource-field', places: inLists('category') },
  },
  'bool-as-int': {
    catalogue: 'D23',
    says: 'Whether a course is published is printed as 1 or 0.',
    change: inEachCourse('published', Number),
    finds: { rule: 'boolean-became-number', cause: 'db-driver-types', places: inListsAndAlone('published') },
  },
  'variant-lost-field': {
    catalogue: 'case 7',
    says: 'Lessons of the type quiz have no pass mark.',
    change: inEachCourse(
      'lessons',
      inObjects((lesson) => without(lesson, 'pass_mark')),
    ),
    finds: {
      rule: 'variant-lost-property',
      cause: 'schema-behind',
      places: places('courses', ['one-item'], '/data/lessons/*/pass_mark'),
    },
  },
  'empty-map-as-list': {
    catalogue: 'case 1',
    says: 'An empty map is printed as a list.',
    change: inEachCourse('flags', () => []),
    finds: { rule: 'empty-array-for-object', cause: 'php-empty-array', places: inListsAndAlone('flags') },
  },
  'float-digits': {
    catalogue: 'D20',
    says: 'The rating is printed with all 17 digits of its double.',
    change: inEachCourse('rating', (rating) => (typeof rating === 'number' ? allDigits(rating) : rating)),
    finds: { rule: 'float-digits-grew', cause: 'float-precision', places: inLists('rating') },
  },
  'hours-shifted': {
    catalogue: 'D28',
    says: 'When a course was changed is printed three hours later: another time zone.',
    change: inEachCourse('updated_at', inText(threeHoursLater)),
    finds: { rule: 'timestamps-shifted', cause: 'time-zone', places: inListsAndAlone('updated_at') },
  },
  'other-order': {
    catalogue: 'D24',
    says: 'The courses one should know before come in another order.',
    change: inEachCourse(
      'prerequisites',
      inList((ids) => ids.toReversed()),
    ),
    finds: {
      rule: 'order-changed',
      cause: 'collation',
      places: places('courses', ['last-page', 'ordered'], '/data/*/prerequisites'),
    },
  },
  'storage-host': {
    catalogue: 'D30',
    says: 'Covers are linked at the host of the storage instead of the CDN.',
    change: inEachCourse(
      'cover_url',
      inText((url) => url.replace('https://cdn.academy.example/', 'https://academy.storage.example/')),
    ),
    finds: { rule: 'url-foreign-host', cause: 'storage-url', places: inListsAndAlone('cover_url') },
  },
} as const satisfies Record<string, Drift>;

function threeHoursLater(date: string): string {
  const later = Date.parse(`${date.replace(' ', 'T')}Z`) + 3 * 3_600_000;
  return new Date(later).toISOString().slice(0, 19).replace('T', ' ');
}

/** As `collect($list)->forget(1)` is printed: a list only while its keys have no gap. */
function withoutSecond(list: readonly Json[]): Json {
  const kept = Object.entries(list).filter(([index]) => index !== '1');
  return list.length > 2 ? Object.fromEntries(kept) : kept.map(([, item]) => item);
}
