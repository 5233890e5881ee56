import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { VersionPlace } from '../../model/gate.ts';
import type { ReportTarget } from '../../model/report.ts';
import type { Application } from '../../model/tenant.ts';
import { strayedTo } from './strayed.ts';

/** Nothing here looks at more of an application than where it names its revision. */
const APPLICATION: Application = JSON.parse('{"revision": {"header": "X-App-Revision"}}');

const HEADER: VersionPlace['at'] = { header: 'x-app-revision' };

const CASES: readonly { name: string; at?: VersionPlace['at']; said?: string; want?: string }[] = [
  { name: 'what was waited for', said: 'v2' },
  { name: 'another one', said: 'v1', want: 'v1' },
  { name: 'both, one after the other', said: 'v1 and v2', want: 'v1 and v2' },
  { name: 'nothing said' },
  { name: 'a header that the wait did not go by', at: { header: 'X-Build' }, said: 'v1' },
  { name: 'a version that is no header', at: { pointer: '/revision' }, said: 'v1' },
];

describe('what the candidate said while it was judged', () => {
  for (const { name, at = HEADER, said, want } of CASES) {
    test(name, () => {
      const gate = { blocking: [], advisory: [], version: { path: '/up', at, answers: 2 } };
      const target = {
        role: 'candidate',
        url: '',
        vantage: 'direct',
        ...(said !== undefined && { revision: said }),
      } as const;
      const targets: readonly ReportTarget[] = [
        { role: 'reference', url: '', vantage: 'edge', revision: 'v1' },
        target,
      ];
      assert.equal(strayedTo({ gate, application: APPLICATION }, { targets }, { imageTag: 'v2' }), want);
    });
  }
});
