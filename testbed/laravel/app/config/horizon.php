<?php

use App\Drift;

/* Read by `horizon`, where Composer brought it. */
return [
    'domain' => null,
    'path' => 'horizon',
    'use' => 'default',
    /* As for all that an instance keeps in Redis, which others may share. */
    'prefix' => env('ACADEMY_REDIS_PREFIX', 'academy_') . 'horizon:',
    'middleware' => ['web'],
    'waits' => ['redis:default' => 60],
    /* Minutes. */
    'trim' => [
        'recent' => 60,
        'pending' => 60,
        'completed' => 60,
        'recent_failed' => 10080,
        'failed' => 10080,
        'monitored' => 10080,
    ],
    'silenced' => [],
    'metrics' => ['trim_snapshots' => ['job' => 24, 'queue' => 24]],
    'fast_termination' => false,
    'memory_limit' => 64,

    /* Without this the package adds a supervisor of its own. */
    'defaults' => [],
    /* An environment that is not named here gets no worker. */
    'environments' => [
        'production' => [
            'academy' => [
                'connection' => 'redis',
                'queue' => ['default'],
                'balance' => 'off',
                /* A job is only given to a second worker when there is one. */
                'maxProcesses' => Drift::active('job-twice') ? 2 : 1,
                'tries' => 1,
                'timeout' => 60,
                'sleep' => 0.1,
                /* Also while the application is down for maintenance. */
                'force' => true,
            ],
        ],
    ],
];
