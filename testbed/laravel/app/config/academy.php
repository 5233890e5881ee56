<?php

return [
    'revision' => env('ACADEMY_REVISION', 'dev'),
    /* Which machine a job ran on. */
    'host' => env('ACADEMY_HOST_NAME', gethostname()),
    'ops_token' => env('OPS_TOKEN', ''),
    'schedule_log' => storage_path('logs/schedule.log'),
    'login_limit' => (int) env('ACADEMY_LOGIN_LIMIT', 600),
    'token_hours' => 24,
    'origins' => ['https://academy.example', 'https://*.academy.example'],
    'cdn' => 'https://cdn.academy.example',

    /* Read by the seeder alone. */
    'seed_file' => dirname(base_path(), 2) . '/seed.json',
    'data_set' => (int) env('ACADEMY_DATA_SET', 0),
    'emails' => [
        'canary' => env('ACADEMY_CANARY_EMAIL'),
        'refused' => env('ACADEMY_REFUSED_EMAIL'),
    ],
];
