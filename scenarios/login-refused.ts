import { randomUUID } from 'node:crypto';
import { demand, scenario } from '../src/model/scenario.ts';

const TEN_MINUTES = 600_000;

/**
 * Uses an account of its own, and rarely: frameworks lock an account out after five wrong passwords in a minute,
 * and the canary must never be locked out.
 */
export const loginRefused = scenario({
  id: 'login-refused',
  title: 'A wrong password is refused',
  writes: false,
  session: false,
  deadlineMs: 15_000,
  stepDeadlineMs: 12_000,
  periodMs: TEN_MINUTES,
  steps: { 'wrong-password': 'a wrong password is refused, and says no more than that' },
  async run({ app, api, credentials, step }) {
    const { path, passwordField } = app.login;
    await step('wrong-password', async () => {
      const json = { ...credentials('refused'), [passwordField]: `wrong-${randomUUID()}` };
      const answer = await api.request('POST', path, { json });
      const refused = answer.status >= 400 && answer.status < 500;
      demand(refused, `POST ${path} with a wrong password answered ${answer.status}, wanted a refusal`);
    });
  },
});
