import { z } from 'zod';
import { LEVELS } from '../model/level.ts';
import { VALUE_CLASSES } from '../model/noise.ts';
import { REPORT_VERSION } from '../model/report.ts';
import { RULE_IDS } from '../model/rules.ts';
import { ROLES } from '../model/tenant.ts';
import { VERDICT_ORDER } from '../model/verdict.ts';
import { CAUSE_IDS, FaultFile, ObservationFile } from './observation-schema.ts';
import { growing, KEBAB, NOTES } from './schema-notes.ts';
import { ShapeFile } from './shape-schema.ts';

/**
 * The one description of a saved report: `parity judge` reads by it and `docs/report.schema.json` is printed from it.
 * Its test breaks the build when it and the model's type differ.
 */

const RoleFile = z.enum(ROLES);
const LevelFile = z.enum(LEVELS);
const milliseconds = z.number().nonnegative();

const VerdictFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pass') }),
  z.strictObject({ kind: z.literal('drift'), findings: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('fail'), step: z.string(), reason: z.string() }),
  z.strictObject({ kind: z.literal('inconclusive'), step: z.string(), reason: z.string() }),
  z.strictObject({ kind: z.literal('error'), step: z.string(), reason: z.string() }),
  z.strictObject({ kind: z.literal('skipped'), reason: z.string() }),
]);

const StepFile = z.strictObject({
  id: z.string(),
  startedMs: milliseconds,
  durationMs: milliseconds,
  end: z.enum(['done', 'failed', 'not-judged', 'broken', 'cancelled']),
  reason: z.string().exactOptional(),
  fault: FaultFile.exactOptional(),
  rule: growing(RULE_IDS).exactOptional(),
  cause: growing(CAUSE_IDS).exactOptional(),
  observation: ObservationFile.exactOptional(),
});

const OutcomeFile = z.strictObject({
  scenario: z.string(),
  role: RoleFile,
  ended: VerdictFile,
  verdict: VerdictFile,
  startedMs: milliseconds,
  durationMs: milliseconds,
  steps: z.array(StepFile),
});

const PlaceFile = z.strictObject({
  scenario: z.string(),
  step: z.string(),
  path: z.string(),
  reference: z.string().exactOptional(),
  candidate: z.string().exactOptional(),
  baseline: z.string().exactOptional(),
});

const FindingFile = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  rule: growing(RULE_IDS),
  level: LevelFile,
  scenario: z.string(),
  step: z.string(),
  attribution: z.enum([
    'candidate-drifted',
    'reference-drifted',
    'both-drifted',
    'baseline-stale',
    'data-differs',
    'flaky',
    'edge-answer',
    'target-failed',
  ]),
  places: z.array(PlaceFile).min(1),
  cause: growing(CAUSE_IDS).exactOptional(),
});

const ComparisonFile = z.strictObject({
  scenario: z.string(),
  step: z.string(),
  baseline: z.enum(['used', 'missing', 'unreadable']),
  compared: z.array(z.enum(['reference-candidate', 'reference-baseline', 'candidate-baseline'])),
  notRun: z.array(z.strictObject({ tier: z.enum(['bytes', 'values', 'shape']), why: z.string() })),
  noise: z
    .strictObject({
      used: z.array(z.string()),
      refused: z.array(z.strictObject({ id: z.string(), why: z.string() })),
    })
    .exactOptional(),
  findings: z.array(z.string()),
});

const TargetFile = z.strictObject({
  role: RoleFile,
  url: z.string(),
  vantage: z.enum(['edge', 'direct', 'in-cluster']),
  connectTo: z.strictObject({ host: z.string(), port: z.int().exactOptional() }).exactOptional(),
  revision: z.string().exactOptional(),
});

const RepeatFile = z.strictObject({
  scenario: z.string(),
  step: z.string(),
  role: RoleFile,
  command: z.string(),
  curl: z.string().exactOptional(),
});

const RunFile = z.strictObject({
  id: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: milliseconds,
  seed: z.string(),
  gate: LevelFile,
  interrupted: z.boolean(),
  parity: z.string(),
});

const GateFile = z.strictObject({
  wanted: z.strictObject({ revision: z.string().exactOptional(), imageTag: z.string().exactOptional() }),
  end: z.enum(['deployed', 'failed', 'blind', 'timed-out', 'interrupted', 'not-waited']),
  waitedMs: milliseconds,
  witnesses: z.array(
    z.strictObject({
      name: z.string(),
      sees: z.enum(['agrees', 'not-yet', 'blind', 'failed', 'nothing']),
      says: z.string(),
    }),
  ),
  advisory: z.array(z.string()),
  strayed: z.string().exactOptional(),
});

const AcceptedFile = PlaceFile.extend({
  fingerprint: z.string(),
  rule: growing(RULE_IDS),
  attribution: FindingFile.shape.attribution,
  expires: z.string(),
});

const SelfCheckFile = z.strictObject({
  scenario: z.string(),
  step: z.string(),
  role: RoleFile,
  volatile: z.array(
    z.strictObject({
      path: z.string(),
      pattern: z.union([
        z.strictObject({ class: z.enum(VALUE_CLASSES) }),
        z.strictObject({ like: z.string() }),
        z.strictObject({ matches: z.string() }),
      ]),
    }),
  ),
  unstable: z.array(z.string()),
});

export const ReportFile = z.strictObject({
  version: z.literal(REPORT_VERSION),
  verdict: z.strictObject({ kind: z.enum(VERDICT_ORDER), exitCode: z.int(), headline: z.string() }),
  run: RunFile,
  gate: GateFile.exactOptional(),
  tenant: z.strictObject({ id: z.string(), title: z.string(), application: z.string() }),
  targets: z.array(TargetFile),
  scenarios: z.array(
    z.strictObject({ id: z.string(), title: z.string(), required: z.boolean(), steps: z.array(z.string()) }),
  ),
  notRun: z.array(z.strictObject({ id: z.string(), why: z.string(), required: z.boolean() })),
  findings: z.array(FindingFile),
  accepted: z.array(AcceptedFile),
  notices: z.array(z.strictObject({ id: z.string(), says: z.string(), todo: z.string() })),
  repeats: z.array(RepeatFile),
  comparisons: z.array(ComparisonFile),
  again: z.array(SelfCheckFile),
  outcomes: z.array(OutcomeFile),
});

NOTES.add(ReportFile, { title: `Report of parity, version ${REPORT_VERSION}` });
for (const [id, schema] of Object.entries({
  Shape: ShapeFile,
  Verdict: VerdictFile,
  Step: StepFile,
  Outcome: OutcomeFile,
  Place: PlaceFile,
  Finding: FindingFile,
  Comparison: ComparisonFile,
})) {
  NOTES.add(schema, { id });
}

/** The description for others: JSON Schema, draft 2020-12. Printed to `docs/report.schema.json`. */
export const reportJsonSchema = (): unknown =>
  z.toJSONSchema(ReportFile, {
    target: 'draft-2020-12',
    metadata: NOTES,
    override({ jsonSchema }) {
      if (jsonSchema.pattern === KEBAB) delete jsonSchema.enum;
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
