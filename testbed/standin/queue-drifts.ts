import { set, type WorkDrift } from './work-drift.ts';

/** What can be wrong with queue and workers. */
export const QUEUE_DRIFTS = {
  'queue-sync': {
    catalogue: 'D36',
    says: 'The queue is sync: the request does the work, and Horizon sees nothing of it.',
    change: set({ queue: 'sync' }),
    finds: { rule: 'queue-unwell', cause: 'queue-sync', verdict: 'fail', at: ['queue-dispatch/received'] },
  },
  'worker-elsewhere': {
    catalogue: 'D37',
    says: 'The workers look at another Redis: jobs wait for ever, and Horizon is inactive.',
    change: set({ workers: 'elsewhere' }),
    finds: {
      rule: 'queue-unwell',
      cause: 'queue-not-consumed',
      verdict: 'fail',
      at: ['queue-dispatch/received', 'queue-health/witnesses'],
    },
  },
  'worker-foreign': {
    catalogue: 'D38',
    says: 'A worker of the other cloud takes the jobs.',
    change: set({ workerHost: 'another-cloud' }),
    finds: { rule: 'queue-unwell', cause: 'worker-foreign', verdict: 'fail', at: ['queue-dispatch/received'] },
  },
  'job-vanishes': {
    catalogue: 'D40',
    says: 'Redis is full and drops jobs: they leave no trace.',
    change: set({ queue: 'evicting' }),
    finds: { rule: 'queue-unwell', cause: 'job-lost', verdict: 'fail', at: ['queue-dispatch/received'] },
  },
  'job-twice': {
    catalogue: 'D42',
    says: 'A job is given to two workers, and both do it.',
    change: set({ runsTwice: true }),
    finds: { rule: 'message-unexpected', cause: 'job-twice', verdict: 'fail', at: ['queue-dispatch/once'] },
  },
  'no-processes': {
    catalogue: 'D43',
    says: 'Horizon runs, and has no processes: its environment is unknown.',
    change: set({ workers: 'none' }),
    finds: {
      rule: 'queue-unwell',
      cause: 'queue-no-workers',
      verdict: 'fail',
      at: ['queue-dispatch/received', 'queue-health/witnesses'],
    },
  },
  'horizon-paused': {
    catalogue: 'D43',
    says: 'Horizon is paused: jobs wait.',
    change: set({ workers: 'paused' }),
    finds: {
      rule: 'queue-unwell',
      cause: 'queue-paused',
      verdict: 'fail',
      at: ['queue-dispatch/received', 'queue-health/witnesses'],
    },
  },
  'job-fails': {
    catalogue: 'D41',
    says: 'Every report fails, in all its tries.',
    change: set({ jobFails: true }),
    finds: {
      rule: 'queue-unwell',
      cause: 'job-failed',
      verdict: 'fail',
      at: ['queue-dispatch/received'],
      also: ['queue-health/witnesses'],
    },
  },
} as const satisfies Record<string, WorkDrift>;
