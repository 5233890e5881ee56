import type { Repeat } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';

/** @param at the role is any when it is left out */
export const repeatsOf = (
  repeats: readonly Repeat[],
  at: { readonly scenario: string; readonly step: string; readonly role?: Role },
): readonly Repeat[] =>
  repeats.filter(
    ({ scenario, step, role }) =>
      scenario === at.scenario && step === at.step && (at.role === undefined || role === at.role),
  );
