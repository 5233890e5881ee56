import { scenario } from '../src/model/scenario.ts';
import { demandYes } from './witnesses.ts';

/** That a CronJob is green says nothing: a task's own effect, and those who saw it run, must say so. */
export const schedulerEvidence = scenario({
  id: 'scheduler-evidence',
  title: 'The scheduler runs each minute, once, and its tasks end well',
  writes: false,
  needs: ['scheduler-evidence'],
  session: false,
  deadlineMs: 30_000,
  stepDeadlineMs: 15_000,
  steps: { witnesses: 'what the scheduler wrote is fresh, and who saw it run says that it is well' },
  async run({ ask, step }) {
    await step('witnesses', async () => demandYes(await ask({ kind: 'scheduler' }), 'scheduler-unwell'));
  },
});
