import type { Repeat } from '../../model/report.ts';
import { printable } from '../escape.ts';
import { labelled } from '../layout.ts';

/** One line for each command, never wrapped: they are there to be copied. Commands shared by two targets come once. */
export function repeatLines(repeats: readonly Repeat[]): readonly string[] {
  const commands = new Set(repeats.map(({ command }) => command));
  const curls = new Set(repeats.flatMap(({ curl }) => curl ?? []));
  return [
    ...[...commands].flatMap((command) => labelled('repeat', [printable(command)])),
    ...[...curls].flatMap((curl) => labelled('curl', curl.split('\n').map(printable))),
  ];
}
