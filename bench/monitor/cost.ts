import { readFileSync } from 'node:fs';

/** What a process took so far, all its threads together. */
export type Cost = { readonly cpuMs: number; readonly residentMiB: number; readonly peakMiB: number };

/** Linux counts CPU time for its users in hundredths of a second. */
const TICK_MS = 10;

/** @throws when there is no such process */
export function costOf(pid: number): Cost {
  // The name of the program, in brackets, may have spaces in it.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  const [user, system] = [stat[11] ?? NaN, stat[12] ?? NaN];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mib = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1_024;
  return { cpuMs: (user + system) * TICK_MS, residentMiB: mib('VmRSS'), peakMiB: mib('VmHWM') };
}
