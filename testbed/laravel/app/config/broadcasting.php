<?php

use App\Drift;

$connection = env('BROADCAST_CONNECTION', 'reverb');

foreach (['null', 'log'] as $silent) {
    $connection = Drift::active("broadcast-{$silent}") ? $silent : $connection;
}

return [
    'default' => $connection,

    'connections' => [
        'reverb' => [
            'driver' => 'events-api',
            'app_id' => env('REVERB_APP_ID', ''),
            'key' => env('REVERB_APP_KEY', ''),
            'secret' => Drift::active('reverb-secret')
                ? strrev((string) env('REVERB_APP_SECRET'))
                : env('REVERB_APP_SECRET', ''),
            'scheme' => env('REVERB_SCHEME', 'http'),
            'host' => env('REVERB_HOST', '127.0.0.1'),
            /* Nobody listens on port 1. */
            'port' => Drift::active('reverb-host') ? 1 : (int) env('REVERB_PORT', 8080),
        ],
        'log' => ['driver' => 'log'],
        'null' => ['driver' => 'null'],
    ],
];
