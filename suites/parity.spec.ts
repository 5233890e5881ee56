import { expect, test } from '@playwright/test';
import { SCENARIOS } from '../scenarios/index.ts';
import { ROLES } from '../src/model/tenant.ts';
import { judged } from './tenant.ts';

for (const scenario of SCENARIOS) {
  test(scenario.title, { tag: `@${scenario.id}` }, async () => {
    const role = ROLES.find((each) => each === test.info().project.name);
    if (role === undefined) throw new Error(`project ${test.info().project.name} is no role of a target`);
    const { verdict, findings } = await judged(scenario.id, role, (id, body) => test.step(id, body));
    test.info().annotations.push({ type: 'verdict', description: verdict.kind });
    test.skip(verdict.kind === 'skipped', 'reason' in verdict ? verdict.reason : '');
    expect({ verdict, findings }, `verdict ${verdict.kind}`).toEqual({ verdict: { kind: 'pass' }, findings: [] });
  });
}
