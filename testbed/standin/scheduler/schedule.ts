/** What can be wrong with a scheduler. */
export type ScheduleFaults = {
  /** The heartbeat fails; the exit code is 0 all the same. */
  readonly fails: boolean;
  /** The heartbeat is started in the background, and never ends. */
  readonly losesTask: boolean;
  readonly isPaused: boolean;
  /** Nothing runs in minutes that three divides. */
  readonly skips: boolean;
  /** Everything runs twice. */
  readonly doubles: boolean;
  /** How long after it was due everything runs. */
  readonly lateSeconds: number;
  /** How old the time is that the heartbeat writes, in milliseconds. */
  readonly beatAgeMs: number;
};

/** What the tasks left behind. Times are milliseconds since the epoch. */
export type Schedule = {
  readonly faults: ScheduleFaults;
  lastBeat?: number;
  checkedAt?: number;
  /** What `schedule:run` printed, ever. */
  log: string;
};

export const createSchedule = (faults: ScheduleFaults): Schedule => ({ faults, log: '' });

const MINUTE_MS = 60_000;

/** Seconds between two schedulers that run the same minute. */
const APART_SECONDS = 3;

/**
 * One `schedule:run`: the heartbeat, and the checks.
 *
 * @param due milliseconds since the epoch
 * @returns what was printed
 */
export function tick(schedule: Schedule, due: number): string {
  const { skips, doubles, lateSeconds } = schedule.faults;
  if (skips && Math.floor(due / MINUTE_MS) % 3 === 0) return '';
  const runs = (doubles ? [0, APART_SECONDS] : [0]).map((apart) => due + (lateSeconds + apart) * 1_000);
  const printed = runs.map((at) => runTasks(schedule, at)).join('');
  schedule.log += printed;
  return printed;
}

function runTasks(schedule: Schedule, at: number): string {
  const { fails, losesTask, isPaused, beatAgeMs } = schedule.faults;
  if (isPaused) return '\n   INFO  No scheduled commands are ready to run.  \n\n';
  if (!fails && !losesTask) schedule.lastBeat = at - beatAgeMs;
  schedule.checkedAt = at;
  return `\n${taskLines('app:heartbeat', at, { fails, isInBackground: losesTask })}${taskLines('app:run-checks', at)}\n`;
}

type TaskRun = { readonly fails: boolean; readonly isInBackground: boolean };

/** As Laravel 10 prints a task: as wide as a terminal, then the command line. */
function taskLines(name: string, at: number, run: TaskRun = { fails: false, isInBackground: false }): string {
  const { fails, isInBackground } = run;
  const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  const begin = `  ${time} Running ['artisan' ${name}]${isInBackground ? ' in background' : ''} `;
  const end = ` ${TASK_MS}ms ${fails ? 'FAIL' : 'DONE'}`;
  const dots = '.'.repeat(Math.max(WIDTH - begin.length - end.length, 0));
  const command = `'/usr/bin/php8.4' 'artisan' ${name} > '/dev/null' 2>&1`;
  return `${begin}${dots}${end}\n  ⇂ ${isInBackground ? `(${command} ; ${FINISH}) > '/dev/null' 2>&1 &` : command}\n`;
}

const FINISH = `'/usr/bin/php8.4' 'artisan' schedule:finish "framework/schedule-heartbeat" "$?"`;
const TASK_MS = 214;
const WIDTH = 78;

/** Runs the minutes before `now`, so that there is a past. @param minutes how many, the current one included */
export function runPast(schedule: Schedule, minutes: number, now: number): void {
  const current = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  for (let ago = minutes - 1; ago >= 0; ago -= 1) {
    const due = current - ago * MINUTE_MS;
    if (due + schedule.faults.lateSeconds * 1_000 <= now) tick(schedule, due);
  }
}

/** Ticks in every minute, as late as the scheduler is. It does not keep the process alive. */
export function everyMinute(schedule: Schedule, now: () => number): Disposable {
  const lateMs = schedule.faults.lateSeconds * 1_000;
  const untilNext = (): number => MINUTE_MS - ((now() - lateMs) % MINUTE_MS);
  const wait = (): NodeJS.Timeout =>
    setTimeout(() => {
      tick(schedule, now() - lateMs);
      timer = wait();
    }, untilNext()).unref();
  let timer = wait();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
