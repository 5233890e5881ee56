import type { Answer, Asked } from '../../testbed/standin/answer.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { showHealth } from '../../testbed/standin/health.ts';
import { withStandardHeaders } from '../../testbed/standin/middleware.ts';
import { createForward } from '../../testbed/standin/reverb/forward.ts';
import { listening } from '../../testbed/standin/listening.ts';
import { serve } from '../../testbed/standin/serve.ts';

/**
 * The health endpoint of a stand-in, alone in its process: `truth.ts` starts it. Its argument is for how many
 * milliseconds it holds each answer back. Tells its parent its URL, and what it saw, each time it is asked.
 */

const holdMs = Number(process.argv[2]);
const heldMs: number[] = [];
let connections = 0;

async function answer(asked: Asked): Promise<Answer> {
  const beganAt = performance.now();
  if (holdMs > 0) await pause(holdMs);
  heldMs.push(performance.now() - beganAt);
  return withStandardHeaders(showHealth(), asked, 'dev');
}

const server = serve(answer, createForward([]), Date.now);
server.on('connection', () => connections++);
process.send?.({ url: await listening(server, 0, '127.0.0.1') });
process.on('message', () => process.send?.({ heldMs, connections }));
process.once('disconnect', () => process.exit());
