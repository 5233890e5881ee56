import type { Level } from '../../model/level.ts';
import type { VerdictKind } from '../../model/verdict.ts';
import type { Style } from '../layout.ts';

export const VERDICT_STYLE = {
  pass: 'green',
  drift: 'red',
  fail: 'red',
  error: 'magenta',
  inconclusive: 'yellow',
  skipped: 'dim',
} as const satisfies Record<VerdictKind, Style>;

export const LEVEL_STYLE = { breaking: 'red', warning: 'yellow', info: 'dim' } as const satisfies Record<Level, Style>;
