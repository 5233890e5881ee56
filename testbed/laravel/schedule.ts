import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/** Where the output of `schedule:run` is kept, in the folder of the instance. */
export const SCHEDULE_LOG = 'storage/logs/schedule.log';

const PATIENCE_MS = 30_000;

export type Tick = {
  /** 0 although a task failed, as ever. */
  readonly exitCode: number | null;
  /** What `schedule:run` printed. */
  readonly output: string;
};

/** Runs the tasks that are due in this minute, as cron would, and keeps the output. */
export async function tick(app: string, folder: string, env: Environment): Promise<Tick> {
  const ran = Promise.withResolvers<Tick>();
  const options = { cwd: app, env, timeout: PATIENCE_MS };
  const child = execFile('php', ['artisan', 'schedule:run'], options, (_, said, complained) =>
    ran.resolve({ exitCode: child.exitCode, output: said + complained }),
  );
  const { exitCode, output } = await ran.promise;
  await appendFile(join(folder, SCHEDULE_LOG), output);
  return { exitCode, output };
}
