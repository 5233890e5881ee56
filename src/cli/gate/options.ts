import type { Wanted } from '../../model/gate.ts';
import type { RunOptions } from '../run-and-report.ts';

export type GateOptions = RunOptions & {
  readonly revision?: string;
  readonly imageTag?: string;
  readonly argocdApp?: string;
  /** Seconds; `false` for --no-wait. */
  readonly wait: number | false;
  /** Seconds. */
  readonly poll: number;
};

export const wantedOf = ({ revision, imageTag }: GateOptions): Wanted => ({
  ...(revision !== undefined && { revision }),
  ...(imageTag !== undefined && { imageTag }),
});
