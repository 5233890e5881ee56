import { scenario } from '../src/model/scenario.ts';
import { demandYes } from './witnesses.ts';

/** What those who watch the queue say about it. */
export const queueHealth = scenario({
  id: 'queue-health',
  title: 'The queue has workers, and nothing is stuck in it',
  writes: false,
  needs: ['queue-evidence'],
  session: false,
  deadlineMs: 30_000,
  stepDeadlineMs: 15_000,
  steps: { witnesses: 'who watches the queue says that it is well' },
  async run({ ask, step }) {
    await step('witnesses', async () => demandYes(await ask({ kind: 'queue' }), 'queue-unwell'));
  },
});
