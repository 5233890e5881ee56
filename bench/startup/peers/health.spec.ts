import { expect, test } from '@playwright/test';

test('the operator sees that every part is up', async ({ request }) => {
  const answer = await request.get(`${process.env['BENCH_URL'] ?? ''}/health`);
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ app: 'ok', db: 'ok', redis: 'ok' });
});
