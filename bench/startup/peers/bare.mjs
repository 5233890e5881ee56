import { enableCompileCache } from 'node:module';

enableCompileCache();
const { request } = await import('undici');
const { z } = await import('zod');

// The least that a check of health can be on this runtime: one request, one schema, one line. JavaScript, since
// stripping the types of a program's first file costs as much as all of Node's own start.
const Health = z.object({ app: z.literal('ok'), db: z.literal('ok'), redis: z.literal('ok') });

const answer = await request(`${process.env.BENCH_URL}/health`);
const health = Health.safeParse(await answer.body.json());
const passed = answer.statusCode === 200 && health.success;
process.stdout.write(passed ? 'pass\n' : 'fail\n');
process.exitCode = passed ? 0 : 1;
