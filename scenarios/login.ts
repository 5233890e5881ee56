import { z } from 'zod';
import { demand, scenario } from '../src/model/scenario.ts';
import { rely } from './rely.ts';

/** Mints a token of its own and revokes it; the run's session is not touched. */
export const login = scenario({
  id: 'login',
  title: 'A member can sign in, is recognised, and can sign out',
  writes: false,
  session: false,
  deadlineMs: 40_000,
  stepDeadlineMs: 12_000,
  steps: {
    'validation-error': 'an empty login form is refused with the fields that are missing',
    'sign-in': 'the right password gives a token',
    'who-am-i': 'the token is recognised as the member who signed in',
    'sign-out': 'the token can be revoked',
    'signed-out': 'the revoked token is refused',
  },
  async run({ app, api, credentials, step }) {
    const { login, logout, whoAmI } = app;
    await step('validation-error', async () => {
      const answer = await api.request('POST', login.path, { json: {} });
      demand(answer.status >= 400, `POST ${login.path} without fields answered ${answer.status}, wanted a refusal`);
    });
    const token = await step('sign-in', async () => {
      const answer = await api.request('POST', login.path, {
        json: credentials('canary'),
        mints: [login.tokenPointer],
      });
      demand(answer.status < 300, `POST ${login.path} answered ${answer.status}, wanted 200`);
      return rely(z.string().min(1), answer.at(login.tokenPointer), `the token at ${login.tokenPointer}`);
    });
    const member = api.as(token);
    await step('who-am-i', async () => {
      const answer = await member.request('GET', whoAmI.path);
      demand(answer.status === 200, `GET ${whoAmI.path} answered ${answer.status}, wanted 200`);
      const isMember = answer.at(whoAmI.identifierPointer) === credentials('canary')[login.identifierField];
      demand(
        isMember,
        `GET ${whoAmI.path} shows another member at ${whoAmI.identifierPointer} than the one who signed in`,
      );
    });
    await step('sign-out', async () => {
      const answer = await member.request(logout.method, logout.path);
      demand(answer.status < 300, `${logout.method} ${logout.path} answered ${answer.status}, wanted 204`);
    });
    await step('signed-out', async () => {
      const answer = await member.request('GET', whoAmI.path);
      demand(answer.status === 401, `GET ${whoAmI.path} with a revoked token answered ${answer.status}, wanted 401`);
    });
  },
});
