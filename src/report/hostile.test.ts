import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../model/report.ts';
import type { RunEvent } from '../model/event.ts';
import { consoleReporter } from './console/console.ts';
import { githubReporter } from './github/github.ts';
import { jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import { ndjsonLine } from './ndjson.ts';
import { drawProgress, NO_PROGRESS, plainLine, progress } from './progress.ts';
import { PLAIN_VIEW, type Rendered, type Reporter } from './reporter.ts';
import { SAMPLES } from './sample-reports.ts';
import { finding, outcome, steps } from './samples.ts';

/** What a target, or a thief on the way, could send to whoever reads the report. */
const HOSTILE = [
  '\u001b[2J\u001b]0;title\u0007 moves the cursor',
  '\u0085\u009b31m likewise, in C1',
  '\r\n::error::forges a command',
  '\n::stop-commands::token',
  '::set-output name=a,b::c%0Ad',
  '##[error]forges an old command',
  '\u202egnihton sedih',
  '\u2028\u2029\u0000\ud800\uffff',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  ']]> --> &amp; "quoted" \'single\'',
  '| cell | **bold** `code` ```fence [link](https://evil.example) ![i](http://evil.example/x.png)',
  'https://evil.example www.evil.example @octocat #1 \\| \\',
].join(' ');

const OWN_COLOR = new RegExp(`${String.fromCodePoint(0x1b)}\\[(0|1|2|31|32|33|35)m`, 'gu');

const hostileReport = (): Report => ({
  ...SAMPLES.drift,
  run: { ...SAMPLES.drift.run, id: HOSTILE, seed: HOSTILE, interrupted: true },
  tenant: { id: HOSTILE, title: HOSTILE, application: HOSTILE },
  targets: [{ role: 'candidate', url: HOSTILE, vantage: 'edge', revision: HOSTILE, connectTo: { host: HOSTILE } }],
  scenarios: [{ id: HOSTILE, title: HOSTILE, required: true, steps: ['a'] }, ...SAMPLES.drift.scenarios],
  notRun: [{ id: HOSTILE, why: HOSTILE, required: true }],
  outcomes: [
    outcome(
      HOSTILE,
      'candidate',
      { kind: 'fail', step: HOSTILE, reason: HOSTILE },
      steps([HOSTILE], 'failed', HOSTILE),
    ),
    outcome('health', 'candidate', { kind: 'drift', findings: ['0a1b2c3d4e5f'] }, steps(['ask'])),
    outcome('login', 'candidate', { kind: 'error', step: '', reason: HOSTILE }, []),
    outcome('courses', 'candidate', { kind: 'skipped', reason: HOSTILE }, []),
  ],
  findings: [
    finding({
      places: [
        { scenario: HOSTILE, step: HOSTILE, path: HOSTILE, reference: HOSTILE, candidate: HOSTILE, baseline: HOSTILE },
      ],
    }),
  ],
  comparisons: [{ ...SAMPLES.drift.comparisons[0]!, scenario: HOSTILE, notRun: [{ tier: 'bytes', why: HOSTILE }] }],
  notices: [{ id: HOSTILE, says: HOSTILE, todo: HOSTILE }],
  repeats: [{ scenario: HOSTILE, step: HOSTILE, role: 'candidate', command: HOSTILE, curl: HOSTILE }],
  verdict: { kind: 'fail', exitCode: 1, headline: HOSTILE },
});

/** Lines that GitHub's runner would obey, and characters that would reach the terminal. */
const dangers = (text: string): readonly string[] => [
  ...text.split('\n').filter((line) => /^\s*::|##\[/u.test(line)),
  ...(text.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu) ?? []),
];

const render = (reporter: Reporter): Rendered => reporter.render(hostileReport(), PLAIN_VIEW);

describe('hostile text', () => {
  test('the planted text is dangerous where nobody escapes it', () => {
    assert.ok(dangers(HOSTILE).length > 10);
  });

  test('does not reach a terminal or the runner through the console', () => {
    for (const width of [20, 100, 10_000]) {
      assert.deepEqual(dangers(consoleReporter.render(hostileReport(), { color: false, width }).document), []);
    }
  });

  test('adds no colours of its own', () => {
    const { document } = consoleReporter.render(hostileReport(), { color: true, width: 100 });
    assert.deepEqual(dangers(document.replaceAll(OWN_COLOR, '')), []);
  });

  test('comes back whole from JSON, which holds no command', () => {
    const { document } = render(jsonReporter);
    assert.deepEqual(JSON.parse(document), hostileReport());
    assert.deepEqual(dangers(document), []);
  });

  test('leaves JUnit well-formed, with no more elements than without it', () => {
    const { document } = render(junitReporter);
    assert.deepEqual(dangers(document), []);
    assert.doesNotMatch(document, /\uffff/u);
    const [, ...rest] = document.split('\n');
    assert.deepEqual(
      rest
        .join('\n')
        .replace(/<\/?[a-z]+( [a-z]+="[^"<>]*")*\/?>/gu, '')
        .match(/[<>]|&(?!(amp|lt|gt|quot|#\d+);)/gu),
      null,
    );
    const tags = [...document.matchAll(/<(testcase|failure|error|skipped)\b/gu)].map(([, name]) => name).join(' ');
    assert.equal(tags, 'testcase failure testcase failure testcase error testcase skipped testcase error');
  });

  test('stays literal in the job summary', () => {
    const [commands, ...prose] = takeFences(render(githubReporter).document);
    assert.deepEqual(dangers(prose.join('\n').replaceAll('\n', ' ')), []);
    assert.equal(commands?.length, 2);
    for (const line of prose) {
      const own = line.replace(/<\/?code>|&#\d+;| @ candidate/gu, '').replace(/^#{2,3} |^\*\*Interrupted\*\*/u, '');
      const marks = own
        .replace(/\*\*(breaking|fail|error|drift|skipped|inconclusive)\*\*/gu, '')
        .replace(/^\|.*\|$/u, ' ');
      assert.doesNotMatch(marks, /[<>`*[\]@\\|]|https?:|www\./u, line);
    }
  });

  test('keeps the cells of a table in their columns', () => {
    const rows = render(githubReporter)
      .document.split('\n')
      .filter((line) => line.startsWith('| '));
    assert.deepEqual(
      rows.map((line) => line.split('|').length - 1).filter((many) => many !== 3 && many !== 6),
      [],
    );
  });

  test('gives annotations that are one command a line', () => {
    const lines = (render(githubReporter).commands ?? '').trimEnd().split('\n');
    for (const line of lines) {
      assert.match(line, /^::(error|warning|notice) title=[^:,\r\n]+::[^\r\n]+$/u);
      assert.deepEqual(dangers(line.slice(2)), line.includes('##[') ? [line.slice(2)] : []);
      assert.doesNotMatch(line, /%(?!25|0A|3A|2C)/u);
    }
    assert.equal(lines.length, 6);
  });

  test('does not reach a terminal through live progress', () => {
    const began: RunEvent = { kind: 'scenario-began', at: 1, scenario: HOSTILE, role: 'candidate' };
    const step: RunEvent = { kind: 'step-began', at: 2, scenario: HOSTILE, role: 'candidate', step: HOSTILE };
    const lines = drawProgress([began, step].reduce(progress, NO_PROGRESS), 2_000);
    assert.deepEqual(dangers(lines.join('\n')), []);
    const [ended] = hostileReport().outcomes;
    assert.deepEqual(dangers(plainLine({ kind: 'scenario-ended', at: 3, outcome: ended! }) ?? '?'), []);
  });

  test('is one line of NDJSON and no command', () => {
    const [ended] = hostileReport().outcomes;
    const line = ndjsonLine({ kind: 'scenario-ended', at: 3, outcome: ended! }, { run: 'r', tenant: HOSTILE });
    assert.doesNotMatch(line, /\p{Cc}|##\[/u);
    assert.deepEqual(JSON.parse(line), {
      run: 'r',
      tenant: HOSTILE,
      kind: 'scenario-ended',
      at: 3,
      ...ended,
      steps: 1,
    });
  });
});

/** The contents of fenced blocks, then all other lines. */
function takeFences(markdown: string): readonly [string[], ...string[]] {
  const inside: string[] = [];
  const outside: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const mark = /^`{3,}/u.exec(line)?.[0] ?? '';
    if (fence === '' && mark !== '') fence = mark;
    else if (fence !== '' && line === fence) fence = '';
    else (fence === '' ? outside : inside).push(line);
  }
  return [inside, ...outside];
}
