import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readReport } from '../src/report/read-report.ts';
import { parity, ROOT } from './cli.ts';

/** Nobody signs in here. */
const ENVIRONMENT = { PARITY_TESTBED_PASSWORD: 'a-password-of-tests' };

const HEALTHY = { app: 'ok', db: 'ok', redis: 'ok' };

/** A target whose health names the member who looked last, twice. */
async function target(lastSeen: number, checkedBy: number) {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ ...HEALTHY, last_seen: lastSeen, checked_by: checkedBy }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === 'object');
  return {
    url: `http://127.0.0.1:${bound.port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const noise = (field: string, identity: string | undefined) => ({
  id: field,
  at: 'health/*',
  path: `/${field}`,
  pattern: { class: 'integer' },
  reason: 'members have other numbers on each target',
  ...(identity !== undefined && { identity }),
});

type Case = {
  readonly name: string;
  /** `last_seen` and `checked_by` of the candidate; both are 7 on the reference. */
  readonly candidate: readonly [number, number];
  readonly identity?: string;
  readonly critical?: readonly string[];
  readonly exitCode: number;
  readonly finds: readonly string[];
};

const CASES: readonly Case[] = [
  {
    name: 'one member has one other number at both places: the same',
    candidate: [9, 9],
    identity: 'member',
    exitCode: 0,
    finds: [],
  },
  {
    name: 'one member there is two members here: told, and no drift',
    candidate: [9, 8],
    identity: 'member',
    exitCode: 0,
    finds: ['identity-broken data-differs /checked_by'],
  },
  {
    name: 'one member there is two members here, where it is critical: not judged',
    candidate: [9, 8],
    identity: 'member',
    critical: ['health/*'],
    exitCode: 3,
    finds: ['identity-broken data-differs /checked_by'],
  },
  { name: 'without an identity numbers are only forgiven', candidate: [9, 8], exitCode: 0, finds: [] },
];

describe('the identity of a noise rule in a tenant file', () => {
  for (const { name, candidate, identity, critical = [], exitCode, finds } of CASES) {
    test(name, async () => {
      await using reference = await target(7, 7);
      await using other = await target(...candidate);
      const policy = { critical, noise: [noise('last_seen', identity), noise('checked_by', identity)] };
      using home = homeOf([reference.url, other.url], policy);
      const recorded = await parity(['record', ...home.args], ENVIRONMENT);
      assert.equal(recorded.exitCode, 0, recorded.stderr);
      const ended = await parity([...home.args, '--reporter', 'json'], ENVIRONMENT);
      const report = readReport(ended.stdout);
      assert.ok(report.ok, ended.stderr);
      const found = report.value.findings.map(
        ({ rule, attribution, places }) => `${rule} ${attribution} ${places.map(({ path }) => path).join(' ')}`,
      );
      assert.deepEqual([found, ended.exitCode], [finds, exitCode], ended.stderr);
    });
  }
});

/** A home with one tenant, two targets and no baselines yet. */
function homeOf([reference, candidate]: readonly [string, string], policy: object) {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  mkdirSync(join(folder, 'tenants'));
  const testbed: { application: object } = JSON.parse(readFileSync(join(ROOT, 'tenants/testbed.json'), 'utf8'));
  const tenant = {
    ...testbed,
    targets: [
      { role: 'reference', url: reference, reach: { vantage: 'direct' } },
      { role: 'candidate', url: candidate, reach: { vantage: 'direct' } },
    ],
    required: ['health'],
    policy,
  };
  writeFileSync(join(folder, 'tenants/members.json'), JSON.stringify(tenant));
  return {
    args: ['--tenant', 'members', '--scenario', 'health', '--home', folder],
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
