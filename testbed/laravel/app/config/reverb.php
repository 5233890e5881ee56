<?php

/* Read by `reverb:start`, where Composer brought it; the address it listens on is given to the command. */
return [
    'default' => 'reverb',

    'servers' => [
        'reverb' => [
            'host' => '127.0.0.1',
            'port' => 8080,
            'path' => '',
            'hostname' => null,
            'options' => ['tls' => []],
            'max_request_size' => 10_000,
            'scaling' => [
                'enabled' => (bool) env('REVERB_SCALING_ENABLED', false),
                'channel' => env('REVERB_SCALING_CHANNEL', 'reverb'),
                'server' => [
                    'url' => null,
                    'host' => env('ACADEMY_REDIS_HOST', '127.0.0.1'),
                    'port' => env('ACADEMY_REDIS_PORT', '6379'),
                    'username' => null,
                    'password' => null,
                    'database' => '0',
                    'timeout' => 60,
                ],
            ],
            'pulse_ingest_interval' => 15,
            'telescope_ingest_interval' => 15,
        ],
    ],

    'apps' => [
        'provider' => 'config',
        'apps' => [
            [
                'key' => env('REVERB_APP_KEY'),
                'secret' => env('REVERB_APP_SECRET'),
                'app_id' => env('REVERB_APP_ID'),
                'options' => [],
                'allowed_origins' => ['*'],
                'ping_interval' => 60,
                'activity_timeout' => 30,
                'max_connections' => null,
                'max_message_size' => 10_000,
                'accept_client_events_from' => 'members',
            ],
        ],
    ],
];
