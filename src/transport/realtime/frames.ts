import { Buffer } from 'node:buffer';
import type { FrameSeen } from '../../model/observation.ts';
import type { Redactor } from '../redactor.ts';
import type { RealtimeLimits } from './limits.ts';

/** The frames of all sockets since they were taken last. Bounded. */
export type Frames = {
  readonly add: (socket: string, way: FrameSeen['way'], text: string) => void;
  /** Redacted; what was not kept is told by a last entry. */
  readonly take: (redactor: Redactor) => readonly FrameSeen[];
};

/** Redacted before it is cut to what is shown: a secret at the cut would be recognised no more. */
const MARGIN = 2;

export function createFrames(
  { keptFrames, frameChars }: Pick<RealtimeLimits, 'keptFrames' | 'frameChars'>,
  elapsedMs: () => number,
): Frames {
  let kept: FrameSeen[] = [];
  let dropped = 0;
  return {
    add(socket, way, text) {
      if (kept.length >= keptFrames) dropped++;
      else kept.push({ socket, way, atMs: elapsedMs(), ...headOf(text), text: text.slice(0, MARGIN * frameChars) });
    },
    take(redactor) {
      const frames = kept.map(({ text = '', ...frame }) => ({
        ...frame,
        text: shown(redactor.json(text), frameChars),
      }));
      const rest: FrameSeen = { socket: '*', way: 'in', atMs: elapsedMs(), bytes: 0, text: `(${dropped} more frames)` };
      const all = dropped === 0 ? frames : [...frames, rest];
      kept = [];
      dropped = 0;
      return all;
    },
  };
}

/** What stays in a saved report: how long it was, and what kind of message. */
function headOf(text: string): Pick<FrameSeen, 'bytes' | 'event'> {
  const [, event] = /^\s*\{\s*"event"\s*:\s*"([\w.:\\-]{1,120})"/u.exec(text) ?? [];
  return { bytes: Buffer.byteLength(text), ...(event !== undefined && { event }) };
}

const shown = (text: string, chars: number): string =>
  text.length <= chars ? text : `${text.slice(0, chars)} (and ${text.length - chars} more characters at least)`;
