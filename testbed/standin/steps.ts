/** A place of a finding: a step of a scenario, and what the comparison calls the spot. */
export type DriftPlace = { readonly scenario: string; readonly step: string; readonly path: string };

/** Every step of the scenarios that only ask over HTTP, in the order of a run: those of the tenant demo-drift. */
export const STEPS = {
  health: ['health'],
  login: ['validation-error', 'sign-in', 'who-am-i', 'sign-out', 'signed-out'],
  'login-refused': ['wrong-password'],
  courses: [
    'first-page',
    'last-page',
    'beyond-last-page',
    'one-item',
    'unknown-item',
    'no-token',
    'wrong-method',
    'ordered',
  ],
} as const;

type ScenarioId = keyof typeof STEPS;

/** The step of a scenario, and all paths that show it there. */
export const places = <Scenario extends ScenarioId>(
  scenario: Scenario,
  steps: readonly (typeof STEPS)[Scenario][number][],
  ...paths: readonly string[]
): readonly DriftPlace[] => steps.flatMap((step) => paths.map((path) => ({ scenario, step, path })));

export const everywhere = (path: string): readonly DriftPlace[] =>
  Object.entries(STEPS).flatMap(([scenario, steps]) => steps.map((step) => ({ scenario, step, path })));

/** A property of courses, in the steps that show some. */
export const inLists = (key: string): readonly DriftPlace[] =>
  places('courses', ['first-page', 'last-page', 'ordered'], `/data/*/${key}`);

/** The same, and in the step that shows one alone. */
export const inListsAndAlone = (key: string): readonly DriftPlace[] => [
  ...inLists(key),
  ...places('courses', ['one-item'], `/data/${key}`),
];

/** Everything at a step: what one of its places hides. */
export const WHOLE_STEP = '*';
