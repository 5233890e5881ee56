<?php

namespace App\Providers;

use App\Auth\BearerToken;
use Illuminate\Contracts\Auth\Factory;
use Illuminate\Foundation\Support\Providers\AuthServiceProvider as ServiceProvider;

class AuthServiceProvider extends ServiceProvider
{
    public function boot(Factory $auth): void
    {
        $auth->viaRequest('academy-token', new BearerToken());
        $auth->viaRequest('nobody', static fn () => null);
    }
}
