import { demand, scenario } from '../src/model/scenario.ts';

/** Asks the health endpoint that the probes of the cluster ask too. */
export const health = scenario({
  id: 'health',
  title: 'The application says that it and everything it needs are well',
  writes: false,
  session: false,
  deadlineMs: 15_000,
  stepDeadlineMs: 12_000,
  steps: { health: 'the health endpoint answers, and every part is well' },
  async run({ app, api, step }) {
    await step('health', async () => {
      const answer = await api.request('GET', app.health.path);
      const parts = Object.entries(app.health.expect);
      const ill = parts.filter(([pointer, want]) => answer.at(pointer) !== want);
      const seen = ill.map(([pointer, want]) => `${pointer} is ${shown(answer.at(pointer))}, wanted ${shown(want)}`);
      const said = ill.filter(([pointer]) => answer.at(pointer) !== undefined);
      const why = said.length > 0 ? ({ cause: 'dependency-down' } as const) : {};
      demand(ill.length === 0, `GET ${app.health.path} answered ${answer.status}: ${seen.join('; ')}`, why);
      demand(answer.status === 200, `GET ${app.health.path} answered ${answer.status}, wanted 200`);
    });
  },
});

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));
