import type { Answer, Asked } from './answer.ts';
import { type Edit, inList, inObject, inObjects, inProperty, inStrings } from './edit.ts';
import type { Json, JsonObject } from './laravel-json.ts';

/** What a drift does to an answer; answers it has nothing to do with stay as they are. */
export type Change = (answer: Answer, asked: Asked) => Answer;

/** Only answers to requests that ask for exactly this path. */
export const at =
  (path: string, change: Change): Change =>
  (answer, asked) =>
    asked.path === path ? change(answer, asked) : answer;

/** The value of a JSON body. */
export const inBody =
  (edit: (value: Json, asked: Asked) => Json): Change =>
  (answer, asked) =>
    answer.body.kind === 'json'
      ? { ...answer, body: { ...answer.body, value: edit(answer.body.value, asked) } }
      : answer;

/** Every string of a JSON body. */
export const inTexts = (edit: (text: string, asked: Asked) => string): Change =>
  inBody((value, asked) => inStrings(value, (text) => edit(text, asked)));

/** The list of courses of an answer that has one. */
export const inPage = (edit: (courses: readonly Json[]) => readonly Json[]): Change =>
  at('/api/courses', inData(inList(edit)));

/** Every course, in lists and alone. */
export const inCourses = (edit: (course: JsonObject) => JsonObject): Change =>
  both(at('/api/courses', inData(inObjects(edit))), (answer, asked) =>
    asked.path.startsWith('/api/courses/') ? inData(inObject(edit))(answer, asked) : answer,
  );

/** One property of every course that has it. */
export const inEachCourse = (key: string, edit: Edit): Change => inCourses(inProperty(key, edit));

/** The member, where it is shown. */
export const inMember = (edit: (member: JsonObject) => JsonObject): Change =>
  both(at('/api/login', inBody(inObject(inProperty('user', inObject(edit))))), at('/api/user', inData(inObject(edit))));

function inData(edit: Edit): Change {
  return inBody(inObject(inProperty('data', edit)));
}

const both =
  (first: Change, second: Change): Change =>
  (answer, asked) =>
    second(first(answer, asked), asked);
