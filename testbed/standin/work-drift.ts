import type { CauseId } from '../../src/model/causes.ts';
import type { RuleId } from '../../src/model/rules.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { Settings } from './settings.ts';

/** What a run of all scenarios must find: one finding, and none beside it. */
export type WorkFinds = {
  readonly rule: RuleId;
  readonly cause: CauseId;
  /** Of every scenario that has a place in the finding. */
  readonly verdict: Verdict['kind'];
  /** Its places, `scenario/step`. */
  readonly at: readonly string[];
  /** Places it may have besides: luck decides which instance a socket comes to, and how long it is idle. */
  readonly also?: readonly string[] | 'anywhere';
};

/** One fault of an instance that its answers alone do not show. */
export type WorkDrift = {
  /** The drift of the catalogue it stands for. */
  readonly catalogue: string;
  /** One sentence. */
  readonly says: string;
  readonly change: (settings: Settings) => Settings;
  readonly finds: WorkFinds;
};

export const set =
  (changed: Partial<Settings>): WorkDrift['change'] =>
  (settings) => ({ ...settings, ...changed });

export const inReverb =
  (changed: Partial<Settings['reverb']>): WorkDrift['change'] =>
  (settings) => ({ ...settings, reverb: { ...settings.reverb, ...changed } });

export const inFront =
  (changed: Settings['front']): WorkDrift['change'] =>
  (settings) => ({ ...settings, front: { ...settings.front, ...changed } });

export const inSchedule =
  (changed: Partial<Settings['schedule']>): WorkDrift['change'] =>
  (settings) => ({ ...settings, schedule: { ...settings.schedule, ...changed } });
