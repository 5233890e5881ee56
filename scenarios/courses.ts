import { z } from 'zod';
import type { Answer } from '../src/model/scenario.ts';
import type { Application } from '../src/model/tenant.ts';
import { demand, scenario } from '../src/model/scenario.ts';
import { rely } from './rely.ts';

type Courses = Application['courses'];

/** The catalogue a signed-in member sees: pages, one item, and the ways to ask wrongly. */
export const courses = scenario({
  id: 'courses',
  title: 'A member can browse the course catalogue',
  writes: false,
  session: true,
  deadlineMs: 60_000,
  stepDeadlineMs: 12_000,
  steps: {
    'first-page': 'the first page of the catalogue',
    'last-page': 'the last page of the catalogue',
    'beyond-last-page': 'a page after the last one',
    'one-item': 'one course by its id',
    'unknown-item': 'a course that does not exist',
    'no-token': 'the catalogue is refused without a token',
    'wrong-method': 'the catalogue is refused with a method it does not have',
    ordered: 'the catalogue in the order that was asked for',
  },
  async run({ app, api, member, step }) {
    const { courses } = app;
    const first = await step('first-page', async () => {
      const answer = await member.request('GET', courses.listPath);
      demand(answer.status === 200, `GET ${courses.listPath} answered ${answer.status}, wanted 200`);
      return { id: firstId(answer, courses), lastPage: lastPage(answer, courses) };
    });
    await step('last-page', () => member.request('GET', page(courses, first.lastPage)));
    await step('beyond-last-page', () => member.request('GET', page(courses, first.lastPage + 1)));
    await step('one-item', async () => {
      const path = courses.itemPath.replace('{id}', encodeURIComponent(first.id));
      const answer = await member.request('GET', path);
      demand(answer.status === 200, `GET ${path} answered ${answer.status}, wanted 200`);
    });
    await step('unknown-item', async () => {
      const path = courses.itemPath.replace('{id}', encodeURIComponent(courses.unknownId));
      const answer = await member.request('GET', path);
      demand(answer.status >= 400, `GET ${path} answered ${answer.status}, wanted a refusal`);
    });
    await step('no-token', async () => {
      const answer = await api.request('GET', courses.listPath);
      demand(answer.status === 401, `GET ${courses.listPath} without a token answered ${answer.status}, wanted 401`);
    });
    await step('wrong-method', () => member.request(courses.wrongMethod, courses.listPath));
    await step('ordered', async () => {
      const answer = await member.request('GET', courses.orderedPath);
      demand(answer.status === 200, `GET ${courses.orderedPath} answered ${answer.status}, wanted 200`);
      demandOrder(answer, courses);
    });
  },
});

function firstId(answer: Answer, { itemsPointer, idPointer }: Courses): string {
  const pointer = `${itemsPointer}/0${idPointer}`;
  return String(
    rely(z.union([z.number(), z.string()]), answer.at(pointer), `the id of the first course at ${pointer}`),
  );
}

const lastPage = (answer: Answer, { lastPagePointer }: Courses): number =>
  rely(z.coerce.number().int().min(1), answer.at(lastPagePointer), `the number of the last page at ${lastPagePointer}`);

function page({ listPath, pageParameter }: Courses, number: number): string {
  return `${listPath}${listPath.includes('?') ? '&' : '?'}${pageParameter}=${number}`;
}

function demandOrder(answer: Answer, { order, orderedPath, orderedByPointer, itemsPointer }: Courses): void {
  if (order === 'unchecked') return;
  const items = rely(z.array(z.unknown()), answer.at(itemsPointer), `the list at ${itemsPointer}`);
  const keys = items.map((_, index) => answer.at(`${itemsPointer}/${index}${orderedByPointer}`));
  const wrong = keys.findIndex((key, index) => index > 0 && isAfter(keys[index - 1], key, order));
  demand(
    wrong === -1,
    `GET ${orderedPath} is not in order: element ${wrong} at ${itemsPointer} belongs before element ${wrong - 1}`,
  );
}

const isAfter = (left: unknown, right: unknown, order: 'number' | 'text'): boolean =>
  order === 'number' ? Number(left) > Number(right) : String(left) > String(right);
