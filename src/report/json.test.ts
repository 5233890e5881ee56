import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { jsonReporter, jsonText, withoutBodies } from './json.ts';
import { PLAIN_VIEW } from './reporter.ts';
import { SAMPLES } from './sample-reports.ts';

const { drift } = SAMPLES;

/** The same value with the keys of every object the other way round. */
function backwards<T>(value: T): T;
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => backwards(each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, each]): [string, unknown] => [key, backwards(each)]));
}

describe('the JSON report', () => {
  test('is the whole report', () => {
    assert.deepEqual(JSON.parse(jsonReporter.render(drift, PLAIN_VIEW).document), drift);
  });

  test('has the same bytes in whatever order the keys were made', () => {
    assert.equal(
      jsonReporter.render(backwards(drift), PLAIN_VIEW).document,
      jsonReporter.render(drift, PLAIN_VIEW).document,
    );
  });

  test('begins with what a reader looks for', () => {
    const keys = Object.keys(JSON.parse(jsonReporter.render(backwards(drift), PLAIN_VIEW).document));
    assert.equal(
      keys.join(' '),
      'version verdict run tenant targets scenarios notRun findings accepted notices repeats comparisons again outcomes',
    );
  });
});

const TEXTS = [
  { name: 'a command of the old form', value: 'a##[error]b', want: String.raw`"a#\u0023[error]b"` },
  { name: 'one after a backslash', value: '\\##[error]', want: String.raw`"\\#\u0023[error]"` },
  { name: 'a control character that JSON allows', value: '\u009b1m', want: String.raw`"\u009b1m"` },
  { name: 'text that runs backwards', value: '\u202eabc', want: String.raw`"\u202eabc"` },
  { name: 'an invisible character beyond 16 bits', value: '\u{e0041}', want: String.raw`"\udb40\udc41"` },
  { name: 'letters of all alphabets', value: 'İstanbul 東京 🎓', want: '"İstanbul 東京 🎓"' },
];

describe('jsonText', () => {
  for (const { name, value, want } of TEXTS) {
    test(`escapes ${name} where it must, and a parser gets it back`, () => {
      assert.equal(jsonText(value), want);
      assert.equal(JSON.parse(want), value);
    });
  }
});

const bodyless = (key: string, value: unknown): unknown =>
  key === 'text' || (key === 'body' && typeof value === 'string') ? undefined : value;

describe('withoutBodies', () => {
  const [before] = drift.outcomes.find(({ scenario }) => scenario === 'login')?.steps ?? [];
  const [after] = withoutBodies(drift).outcomes.find(({ scenario }) => scenario === 'login')?.steps ?? [];

  test('drops the bodies of requests and answers, and keeps what they were', () => {
    assert.equal(before?.observation?.request.body, '{"email":"c@a.example"}');
    assert.deepEqual(Object.keys(after?.observation?.request ?? {}), ['method', 'url', 'headers']);
    assert.deepEqual(Object.keys(after?.observation?.response.body ?? {}), ['state', 'bytes', 'digest', 'shape']);
  });

  test('changes nothing else', () => {
    assert.deepEqual(withoutBodies(drift), JSON.parse(JSON.stringify(drift, bodyless)));
  });

  test('leaves no byte of them in the document', () => {
    const { document } = jsonReporter.render(withoutBodies(drift), PLAIN_VIEW);
    assert.doesNotMatch(document, /c@a\.example|\{\\"id\\"/u);
  });
});
