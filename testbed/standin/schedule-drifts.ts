import { inSchedule, type WorkDrift } from './work-drift.ts';

/** What can be wrong with the scheduler. */
export const SCHEDULE_DRIFTS = {
  'task-lost': {
    catalogue: 'D44',
    says: 'The task runs in the background and ends with its pod: DONE, and no effect.',
    change: inSchedule({ losesTask: true }),
    finds: {
      rule: 'witnesses-contradict',
      cause: 'scheduled-task-lost',
      verdict: 'fail',
      at: ['scheduler-evidence/witnesses'],
    },
  },
  'task-fails': {
    catalogue: 'D46',
    says: 'The task fails, and the exit code is 0.',
    change: inSchedule({ fails: true }),
    finds: {
      rule: 'scheduler-unwell',
      cause: 'scheduled-task-failed',
      verdict: 'fail',
      at: ['scheduler-evidence/witnesses'],
    },
  },
  'schedule-late': {
    catalogue: 'D45',
    says: 'The schedule runs 47 seconds after the minute begins.',
    change: inSchedule({ lateSeconds: 47 }),
    finds: { rule: 'scheduler-unwell', cause: 'scheduler-late', verdict: 'fail', at: ['scheduler-evidence/witnesses'] },
  },
  'schedule-gap': {
    catalogue: 'D47',
    says: 'Every third minute nothing runs.',
    change: inSchedule({ skips: true }),
    finds: { rule: 'scheduler-unwell', cause: 'scheduler-gaps', verdict: 'fail', at: ['scheduler-evidence/witnesses'] },
  },
  'schedule-double': {
    catalogue: 'D48',
    says: 'Two schedulers run everything.',
    change: inSchedule({ doubles: true }),
    finds: {
      rule: 'scheduler-unwell',
      cause: 'scheduler-doubled',
      verdict: 'fail',
      at: ['scheduler-evidence/witnesses'],
    },
  },
  'schedule-paused': {
    catalogue: 'D49',
    says: 'The schedule is paused: nothing is ever ready to run.',
    change: inSchedule({ isPaused: true }),
    finds: {
      rule: 'scheduler-unwell',
      cause: 'scheduler-paused',
      verdict: 'fail',
      at: ['scheduler-evidence/witnesses'],
    },
  },
  'heartbeat-old': {
    catalogue: 'D44',
    says: 'The time that the scheduler writes is two hours old.',
    change: inSchedule({ beatAgeMs: 2 * 60 * 60 * 1_000 }),
    finds: {
      rule: 'witnesses-contradict',
      cause: 'scheduled-task-lost',
      verdict: 'fail',
      at: ['scheduler-evidence/witnesses'],
    },
  },
} as const satisfies Record<string, WorkDrift>;
