import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parity } from './cli.ts';

type Line = { readonly kind: string; readonly run: string; readonly tenant: string };

describe('--events', () => {
  test('writes what happens, a line of JSON each, and no secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parity-events-'));
    const file = join(folder, 'deep/events.ndjson');
    const secret = 'canary-Secret/+with&odd=chars';
    const { exitCode } = await parity(['--events', file], { PARITY_DEMO_PASSWORD: secret });
    const text = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true, force: true });
    const lines: readonly Line[] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(exitCode, 0);
    assert.equal(lines[0]?.kind, 'run-began');
    assert.equal(lines.at(-1)?.kind, 'run-ended');
    assert.equal(lines.filter(({ kind }) => kind === 'step-ended').length, 30);
    assert.equal(new Set(lines.map(({ run, tenant }) => `${run} ${tenant}`)).size, 1);
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      assert.ok(!text.includes(form));
    }
    assert.doesNotMatch(text, /\b\d+\|[A-Za-z0-9]{40}\b/);
  });

  test('that cannot be written are told, and the run is judged all the same', async () => {
    const { exitCode, stdout, stderr } = await parity(['--events', '/dev/full']);
    assert.match(stdout, /PASS/);
    assert.match(stderr, /error: a listener of the run failed: ENOSPC/);
    assert.equal(exitCode, 3);
  });
});
