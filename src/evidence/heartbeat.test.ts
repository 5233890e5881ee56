import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EvidenceSource } from '../model/tenant.ts';
import { NOW, type Page, type Told, told } from './fixtures/hearing.ts';

const SOURCE = {
  reader: 'heartbeat',
  path: '/health?key=1',
  headers: {},
  pointer: '/scheduler/last_run',
  maxAgeMs: 120_000,
} as const satisfies EvidenceSource;

type Case = {
  readonly name: string;
  /** What stands at the pointer. */
  readonly value?: unknown;
  readonly page?: Page;
  readonly skewMs?: number;
  readonly want: Told;
};

const iso = (secondsAgo: number): string => new Date(NOW - secondsAgo * 1_000).toISOString();

const PLACE = '/health#/scheduler/last_run';
const yes = (age: string): Told => ({
  answer: 'yes',
  says: `${PLACE} is ${age} old, wanted 2 min at most`,
  facts: { recent: true },
});
const no = (age: string): Told => ({
  answer: 'no',
  says: `${PLACE} is ${age} old, wanted 2 min at most`,
  cause: 'scheduler-silent',
  facts: { recent: false },
});
const absent = (says: string): Told => ({ answer: 'absent', says, facts: {} });

const CASES: readonly Case[] = [
  { name: 'it is fresh', value: iso(14), want: yes('14 s') },
  { name: 'it is fresh, as the database prints it', value: iso(14).replace('T', ' ').slice(0, 19), want: yes('14 s') },
  { name: 'it is fresh, in seconds since 1970', value: NOW / 1_000 - 14, want: yes('14 s') },
  { name: 'it is as old as it may be', value: iso(120), want: yes('2 min') },
  { name: 'it is a second older than that', value: iso(121), want: no('2 min') },
  { name: 'the scheduler has been silent for seven minutes', value: iso(420), want: no('7 min') },
  {
    name: 'the clock of the server is an hour ahead, and so is the time',
    value: iso(14 - 3_600),
    skewMs: 3_600_000,
    want: yes('14 s'),
  },
  {
    name: 'the clock of the server is an hour ahead: what looks fresh to us is old there',
    value: iso(14),
    skewMs: 3_600_000,
    want: no('60 min'),
  },
  {
    name: 'the answer lay in a cache for an hour',
    page: { headers: { Age: '3600' }, body: { scheduler: { last_run: iso(14) } } },
    want: no('60 min'),
  },
  {
    name: 'the application is unwell and tells its time all the same',
    page: { status: 503, body: { scheduler: { last_run: iso(14) } } },
    want: yes('14 s'),
  },
  { name: 'clocks of one deployment are half a minute apart', value: iso(-30), want: yes('0 s') },
  {
    name: 'it lies in the future',
    value: iso(-10_800),
    want: absent(`${PLACE} lies 3 h in the future: another time zone, or a wrong clock`),
  },
  {
    name: 'nobody ever wrote it',
    value: null,
    want: absent(`${PLACE} holds nothing, wanted the time of the last run`),
  },
  {
    name: 'there is no such place',
    page: { body: { app: 'ok' } },
    want: absent(`${PLACE} holds nothing, wanted the time of the last run`),
  },
  { name: 'it is no time', value: 'a while ago', want: absent(`${PLACE} is no time: "a while ago"`) },
  {
    name: 'there is no such page',
    page: { status: 404, body: { message: '' } },
    want: absent('/health answered 404, wanted 200'),
  },
  {
    name: 'there is a page of HTML',
    page: { body: '<!doctype html><p>up' },
    want: absent('GET /health answered 200 with 20 bytes of HTML, wanted JSON'),
  },
  {
    name: 'we may not read it',
    page: { status: 403, body: {} },
    want: { answer: 'no-permission', says: '/health answered 403: it may not tell us', facts: {} },
  },
];

describe('the heartbeat of a scheduler', () => {
  for (const { name, value, page = { body: { scheduler: { last_run: value } } }, skewMs = 0, want } of CASES)
    test(name, async () => {
      const pages = { [SOURCE.path]: page };
      assert.deepEqual(await told({ sources: [SOURCE], pages, question: { kind: 'scheduler' }, skewMs }), want);
    });
});
