import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import type { Finding } from '../src/model/finding.ts';
import { parity, ROOT } from './cli.ts';

/** Bodies in files of their own, that go with the test. */
async function filesOf(bodies: Readonly<Record<string, string>>) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'parity-diff-'));
  const at = (name: string): string => join(folder.path, name);
  for (const [name, body] of Object.entries(bodies)) await writeFile(at(name), body);
  return { at, [Symbol.asyncDispose]: () => folder.remove() };
}

type Case = {
  readonly name: string;
  readonly references: readonly string[];
  readonly candidate: string;
  readonly args?: readonly string[];
  readonly exitCode: number;
  /** `rule path`, of every place. */
  readonly want: readonly string[];
};

const BODY = '{"id":1,"price":10,"name":"Ada","tags":["a"]}';
const BYTES = ['--tier', 'bytes'];
const VALUES = ['--tier', 'values'];
const SHAPE = ['--tier', 'shape'];
const CRITICAL = ['--critical'];
const GONE = '{"id":1,"price":10,"name":"Ada"}';
const OTHER = '{"id":1,"price":12,"name":"Ada","tags":["a"]}';
const FRACTION = BODY.replace('10', '10.0');
const INDENTED = JSON.stringify(JSON.parse(BODY), null, 2);
const DOUBLED = BODY.replace('{', '{"id":1,');
const BIG = '{"id":9007199254740993}';
const BIGGER = '{"id":9007199254740992}';
const LINK = '{"next":"https://old.example/api/courses?page=2"}';
const NEW_LINK = '{"next":"https://new.example/api/courses?page=2"}';
const ORIGIN = ['--origin', 'https://old.example=https://new.example'];
const at = (second: number): string => `{"at":"2026-11-25T10:00:0${second}Z","name":"Ada"}`;

const CASES: readonly Case[] = [
  { name: 'the same bytes are the same', references: [BODY], candidate: BODY, exitCode: 0, want: [] },
  {
    name: 'a missing key is drift, with its path',
    references: ['{"data":[{"id":1,"slug":"a"}]}'],
    candidate: '{"data":[{"id":1}]}',
    exitCode: 1,
    want: ['property-removed /data/*/slug'],
  },
  ...[BYTES, VALUES, SHAPE].map((args) => ({
    name: `a missing key is drift by ${args[1]} alone`,
    references: [BODY],
    candidate: GONE,
    args,
    exitCode: 1,
    want: ['property-removed /tags'],
  })),
  {
    name: 'a number as a string is drift by values alone',
    references: ['{"price":10}'],
    candidate: '{"price":"10"}',
    args: VALUES,
    exitCode: 1,
    want: ['number-became-string /price'],
  },
  { name: 'other data is no drift', references: [BODY], candidate: OTHER, exitCode: 0, want: ['data-differs /price'] },
  {
    name: 'other data is not judged where it must not pass',
    references: [BODY],
    candidate: OTHER,
    args: CRITICAL,
    exitCode: 3,
    want: ['data-differs /price'],
  },
  {
    name: 'a proven drift is not hidden by other data that must not pass',
    references: [BODY],
    candidate: GONE.replace('10', '12'),
    args: CRITICAL,
    exitCode: 1,
    want: ['data-differs /price', 'property-removed /tags'],
  },
  {
    name: 'other data is no matter of shape',
    references: [BODY],
    candidate: OTHER,
    args: SHAPE,
    exitCode: 0,
    want: [],
  },
  {
    name: '10 and 10.0 are the same value',
    references: [BODY],
    candidate: FRACTION,
    args: VALUES,
    exitCode: 0,
    want: [],
  },
  {
    name: '10 and 10.0 are other bytes',
    references: [BODY],
    candidate: FRACTION,
    args: BYTES,
    exitCode: 1,
    want: ['bytes-number-lexeme /price'],
  },
  {
    name: 'whitespace alone is told, and below the gate',
    references: [BODY],
    candidate: INDENTED,
    exitCode: 0,
    want: ['bytes-whitespace '],
  },
  {
    name: 'whitespace alone counts where a level so low is asked for',
    references: [BODY],
    candidate: INDENTED,
    args: ['--gate', 'info'],
    exitCode: 1,
    want: ['bytes-whitespace '],
  },
  ...[BYTES, VALUES, SHAPE].map((args) => ({
    name: `a key that stands twice is drift by ${args[1]}`,
    references: [BODY],
    candidate: DOUBLED,
    args,
    exitCode: 1,
    want: [args === BYTES ? 'duplicate-key /id' : 'duplicate-key '],
  })),
  {
    name: 'a key that stands twice is told once',
    references: [BODY],
    candidate: DOUBLED,
    exitCode: 1,
    want: ['duplicate-key '],
  },
  {
    name: 'integers above 2^53 are told apart',
    references: [BIG],
    candidate: BIGGER,
    args: CRITICAL,
    exitCode: 3,
    want: ['data-differs /id'],
  },
  {
    name: "a link to the reference's own host is drift",
    references: [LINK],
    candidate: NEW_LINK,
    exitCode: 1,
    want: ['url-foreign-host /next'],
  },
  {
    name: 'a link to the own host is the same',
    references: [LINK],
    candidate: NEW_LINK,
    args: [...ORIGIN, ...VALUES],
    exitCode: 0,
    want: [],
  },
  {
    name: 'a key that one of the samples lacks may be missing',
    references: ['{"data":[{"id":1,"slug":"a"}]}', '{"data":[{"id":1}]}'],
    candidate: '{"data":[{"id":2}]}',
    args: SHAPE,
    exitCode: 0,
    want: [],
  },
  {
    name: 'a key that every sample has must be there',
    references: ['{"data":[{"id":1,"slug":"a"}]}', '{"data":[{"id":2,"slug":"b"}]}'],
    candidate: '{"data":[{"id":2}]}',
    exitCode: 1,
    want: ['property-removed /data/*/slug'],
  },
  {
    name: 'a value that changes from sample to sample is noise',
    references: [at(1), at(2)],
    candidate: at(3),
    args: [...VALUES, ...CRITICAL],
    exitCode: 0,
    want: [],
  },
  {
    name: 'without a second sample the same value is other data',
    references: [at(1)],
    candidate: at(3),
    args: [...VALUES, ...CRITICAL],
    exitCode: 3,
    want: ['data-differs /at'],
  },
  {
    name: 'noise hides no other value',
    references: [at(1), at(2)],
    candidate: at(3).replace('Ada', 'Bob'),
    args: CRITICAL,
    exitCode: 3,
    want: ['data-differs /name'],
  },
  {
    name: 'a value of another kind in one sample hides no value that no sample has',
    references: ['{"code":"a1"}', '{"code":null}'],
    candidate: '{"code":"zz top"}',
    args: [...VALUES, ...CRITICAL],
    exitCode: 3,
    want: ['data-differs /code'],
  },
  {
    name: 'the bytes of the first sample are the same',
    references: [BODY, OTHER],
    candidate: BODY,
    args: BYTES,
    exitCode: 0,
    want: [],
  },
  {
    name: 'bytes of no sample are explained by the last',
    references: [OTHER, BODY],
    candidate: INDENTED,
    args: BYTES,
    exitCode: 1,
    want: ['bytes-whitespace '],
  },
];

const placesOf = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ rule, places }) => places.map(({ path }) => `${rule} ${path}`)).toSorted();

describe('parity diff', () => {
  for (const { name, references, candidate, args = [], exitCode, want } of CASES) {
    test(name, async () => {
      const named = Object.fromEntries(references.map((body, index) => [`sample-${index}.json`, body]));
      await using files = await filesOf({ ...named, 'candidate.json': candidate });
      const given = Object.keys(named).flatMap((file) => ['--reference', files.at(file)]);
      const ended = await parity([
        'diff',
        ...given,
        '--candidate',
        files.at('candidate.json'),
        '--format',
        'json',
        ...args,
      ]);
      const findings: readonly Finding[] = JSON.parse(ended.stdout);
      assert.deepEqual({ exitCode: ended.exitCode, found: placesOf(findings) }, { exitCode, found: want });
      assert.ok(findings.every(({ scenario, step }) => scenario === 'diff' && step === 'candidate.json'));
    });
  }

  test('the text names both sides, the cause and what it came to', async () => {
    await using files = await filesOf({ 'a.json': '{"price":10}', 'b.json': '{"price":"10"}' });
    const ended = await parity(['diff', '--reference', files.at('a.json'), '--candidate', files.at('b.json')]);
    assert.equal(ended.exitCode, 1);
    assert.match(ended.stdout, /^breaking {2}number-became-string {2}the candidate drifted {2}\[[0-9a-f]{12}\]\n/u);
    assert.match(ended.stdout, /diff\/b\.json {2}\/price {2}number integer {2}string integer\n/u);
    assert.match(
      ended.stdout,
      /\ndrift: 1 finding of level warning or above \(b\.json beside the reference, by bytes, values and shape\)\n$/u,
    );
  });

  test('text that a body holds cannot move the cursor', async () => {
    await using files = await filesOf({ 'a.json': '{}', 'b.json': String.raw`{"\u001b[2J":1}` });
    const ended = await parity(['diff', '--reference', files.at('a.json'), '--candidate', files.at('b.json')]);
    assert.equal(ended.stdout.includes('\u001b'), false);
    assert.match(ended.stdout, /\\x1b\[2J/u);
  });

  test('a dash reads standard input', async () => {
    await using files = await filesOf({ 'a.json': BODY });
    const args = ['diff', '--reference', files.at('a.json'), '--candidate', '-', '--format', 'json'];
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.mjs'), ...args], { cwd: ROOT });
    child.stdin.end(GONE);
    const findings: readonly Finding[] = JSON.parse(await text(child.stdout));
    assert.deepEqual(placesOf(findings), ['property-removed /tags']);
    assert.equal(findings[0]?.step, 'stdin');
  });
});

describe('parity diff cannot judge', () => {
  const UNREADABLE = [
    { name: 'a body that is cut off', body: '{"id":1,\n"na', says: 'line 2, column 4: expected' },
    { name: 'a trailing comma', body: '{"id":1,}', says: "line 1, column 9: expected '\"' (a key), found '}'" },
    { name: 'no body at all', body: '', says: 'line 1, column 1: expected a value, found the end' },
  ];
  for (const { name, body, says } of UNREADABLE) {
    for (const side of ['--reference', '--candidate']) {
      test(`${name}, given as ${side}: it names the place`, async () => {
        await using files = await filesOf({ 'good.json': BODY, 'bad.json': body });
        const other = side === '--reference' ? '--candidate' : '--reference';
        const ended = await parity(['diff', other, files.at('good.json'), side, files.at('bad.json')]);
        assert.equal(ended.exitCode, 3);
        assert.equal(ended.stdout, '');
        assert.ok(ended.stderr.startsWith(`could not judge: bad.json is not JSON: ${says}`), ended.stderr);
      });
    }
  }
});

const WRONG = [
  { name: 'no reference', args: ['--candidate', '-'], says: /required option '--reference <file>' not specified/u },
  { name: 'no candidate', args: ['--reference', '-'], says: /required option '--candidate <file>' not specified/u },
  {
    name: 'a file that is not there',
    args: ['--reference', 'no.json', '--candidate', '-'],
    says: /no\.json cannot be read \(ENOENT\)/u,
  },
  { name: 'a folder', args: ['--reference', 'src', '--candidate', '-'], says: /src cannot be read \(EISDIR\)/u },
  { name: 'standard input twice', args: ['--reference', '-', '--candidate', '-'], says: /two files are "-"/u },
  {
    name: 'an unknown tier',
    args: ['--reference', 'a', '--candidate', '-', '--tier', 'byte'],
    says: /Allowed choices are bytes, values, shape, all/u,
  },
  {
    name: 'an origin with a path',
    args: ['--reference', 'a', '--candidate', '-', '--origin', 'https://a.example/x=https://b.example'],
    says: /is not two origins/u,
  },
];

describe('parity diff refuses', () => {
  for (const { name, args, says } of WRONG) {
    test(name, async () => {
      const ended = await parity(['diff', ...args]);
      assert.equal(ended.exitCode, 2);
      assert.match(ended.stderr, says);
    });
  }
});
