<?php

return [
    'default' => 'sqlite',

    'connections' => [
        'sqlite' => [
            'driver' => 'sqlite',
            'database' => storage_path('database.sqlite'),
            'prefix' => '',
            'foreign_key_constraints' => true,
        ],
    ],

    'migrations' => 'migrations',

    'redis' => [
        'client' => 'phpredis',
        'options' => ['prefix' => env('ACADEMY_REDIS_PREFIX', 'academy_')],
        /* A host that is a path is a Unix socket; its port is then 0. */
        'default' => [
            'host' => env('ACADEMY_REDIS_HOST', '127.0.0.1'),
            'port' => (int) env('ACADEMY_REDIS_PORT', 6379),
            'database' => 0,
            'timeout' => 2.0,
        ],
    ],
];
