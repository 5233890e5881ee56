<?php

use App\Drift;
use App\Models\Course;
use App\Models\User;
use Illuminate\Broadcasting\BroadcastManager;

$broadcasts = app(BroadcastManager::class);
$guards = ['guards' => [Drift::active('broadcast-guard') ? 'nobody' : 'api']];

$broadcasts->channel(
    'users.{id}',
    static fn (User $user, string $id): bool => (string) $user->id === $id,
    $guards
);

$broadcasts->channel(
    'courses.{id}',
    static fn (User $user, string $id) => Course::query()->whereKey($id)->exists() ? ['name' => $user->name] : false,
    $guards
);
