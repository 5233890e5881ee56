import type { Repeat } from '../../model/report.ts';
import type { Role } from '../../model/tenant.ts';
import { printable } from '../escape.ts';
import { labelled } from '../layout.ts';

/** @param at the role is any when it is left out */
export const repeatsOf = (
  repeats: readonly Repeat[],
  at: { readonly scenario: string; readonly step: string; readonly role?: Role },
): readonly Repeat[] =>
  repeats.filter(
    ({ scenario, step, role }) =>
      scenario === at.scenario && step === at.step && (at.role === undefined || role === at.role),
  );

/** One line for each command, never wrapped: they are there to be copied. Commands shared by two targets come once. */
export function repeatLines(repeats: readonly Repeat[]): readonly string[] {
  const commands = new Set(repeats.map(({ command }) => command));
  const curls = new Set(repeats.flatMap(({ curl }) => curl ?? []));
  return [
    ...[...commands].flatMap((command) => labelled('repeat', [printable(command)])),
    ...[...curls].flatMap((curl) => labelled('curl', [printable(curl)])),
  ];
}
