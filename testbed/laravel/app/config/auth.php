<?php

return [
    'defaults' => ['guard' => 'api', 'passwords' => 'users'],
    'guards' => [
        'api' => ['driver' => 'academy-token', 'provider' => 'users'],
        /* For the drift broadcast-guard. */
        'nobody' => ['driver' => 'nobody'],
    ],
    'providers' => ['users' => ['driver' => 'eloquent', 'model' => App\Models\User::class]],
];
