import type { Cause } from './cause.ts';

/** Of what queue and scheduler do, and of what witnesses say. */
export const BACKGROUND_CAUSES = {
  'queue-sync': {
    says: 'Jobs run inside the request, or on another connection than the witness watches: QUEUE_CONNECTION differs.',
    check: 'php artisan about --only=drivers on API and workers; look for QUEUE_CONNECTION=sync.',
  },
  'queue-not-consumed': {
    says: 'Jobs are queued where no worker looks: another Redis host, database, prefix or queue name, or no workers.',
    check: 'Compare REDIS_HOST, REDIS_DB, REDIS_PREFIX and queue names of API and workers; look at Horizon’s workload.',
  },
  'worker-foreign': {
    says: 'A worker of another deployment took the job: both drain the same queue.',
    check: 'Compare Redis host and prefix of both deployments; stop the workers of the one that must not run.',
  },
  'job-twice': {
    says: 'A job ran more than once: retry_after is shorter than the job, two workers got it, or it was killed half-way.',
    check: 'Compare retry_after with the time-out of the job, and terminationGracePeriodSeconds with its duration.',
  },
  'job-failed': {
    says: 'The job fails.',
    check: 'php artisan queue:failed, or the failed jobs in Horizon: read the exception.',
  },
  'queue-no-workers': {
    says: 'Horizon runs without worker processes: APP_ENV has no entry in the environments of config/horizon.php.',
    check: 'Compare APP_ENV with the keys under environments in config/horizon.php.',
  },
  'queue-paused': {
    says: 'Horizon, or a part of it, is paused.',
    check: 'php artisan horizon:status; php artisan horizon:continue.',
  },
  'job-lost': {
    says: 'A job was queued, never ran, and left no trace: Redis evicts keys, or lost them with its restart.',
    check: 'Redis: maxmemory-policy must be noeviction; look at evicted_keys, uptime_in_seconds and persistence.',
  },
  'queue-behind': {
    says: 'Jobs wait longer than they should: too few workers, or one of them hangs.',
    check: 'Look at the workload of each queue and at the oldest pending job.',
  },
  'scheduler-silent': {
    says: 'The scheduler has not run for minutes: no CronJob or service, a suspended one, or pods that cannot start.',
    check: 'kubectl get cronjob, its lastScheduleTime, and the events of the newest pod.',
  },
  'scheduler-paused': {
    says: 'The scheduler runs and finds nothing to do: paused, in maintenance mode, or tasks for another environment.',
    check: 'php artisan schedule:list; look for schedule:pause, maintenance mode and environments() of the tasks.',
  },
  'scheduled-task-failed': {
    says: 'Scheduled tasks fail although schedule:run ends with 0.',
    check: 'Look for FAIL in the output of schedule:run and for the exception in the log.',
  },
  'scheduled-task-lost': {
    says: 'Tasks are begun and leave no effect: they run in the background and end with their pod, or write elsewhere.',
    check: 'Look for runInBackground() in the schedule; compare the cache and database of scheduler and API.',
  },
  'scheduler-doubled': {
    says: 'Tasks run twice in a minute: two schedulers, or a tick that slipped into the next minute.',
    check: 'Stop one of the two schedulers; use onOneServer() with a cache both share.',
  },
  'scheduler-gaps': {
    says: 'Whole minutes are missing: concurrencyPolicy Forbid behind a long run, or ticks that were skipped.',
    check: 'Look at lastScheduleTime, startingDeadlineSeconds and the duration of runs.',
  },
  'scheduler-late': {
    says: 'Tasks start so late in their minute that hourly and daily ones can miss it: pods are slow to start.',
    check: 'Compare the seconds of the Running lines; shorten image pull and boot, or use schedule:work.',
  },
  'witnesses-disagree': {
    says: 'One witness says that it works, another that it does not: one of them looks at the wrong place.',
    check: 'Read both sentences in the report; compare which host, Redis and queue each of them watches.',
  },
} as const satisfies Record<string, Cause>;
