<?php

namespace App\Providers;

use App\Broadcasting\EventsApi;
use App\Broadcasting\EventsApiBroadcaster;
use App\Drift;
use Illuminate\Broadcasting\BroadcastManager;
use Illuminate\Support\ServiceProvider;

class BroadcastServiceProvider extends ServiceProvider
{
    public function boot(BroadcastManager $broadcasts): void
    {
        $broadcasts->extend('events-api', fn ($app, array $config) => new EventsApiBroadcaster(
            new EventsApi($config),
            $config['key'],
            $config['secret']
        ));
        $broadcasts->routes(
            ['middleware' => ['api', 'auth']] + (Drift::active('broadcast-path') ? ['prefix' => 'api'] : [])
        );

        require base_path('routes/channels.php');
    }
}
