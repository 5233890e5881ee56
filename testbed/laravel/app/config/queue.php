<?php

use App\Drift;

return [
    'default' => Drift::active('queue-sync') ? 'sync' : env('QUEUE_CONNECTION', 'redis'),

    'connections' => [
        'sync' => ['driver' => 'sync'],
        'redis' => [
            'driver' => 'redis',
            'connection' => 'default',
            'queue' => 'default',
            /* Seconds. A job that takes longer is given to another worker too. */
            'retry_after' => Drift::active('job-twice') ? 1 : 90,
        ],
    ],

    'failed' => ['driver' => 'database-uuids', 'database' => 'sqlite', 'table' => 'failed_jobs'],
];
