<?php

namespace App\Providers;

use App\Auth\OpsToken;
use Illuminate\Http\Request;
use Illuminate\Support\ServiceProvider;
use Laravel\Horizon\Horizon;

/** Opens Horizon to the operators. Registered where Composer brought Horizon. */
class HorizonServiceProvider extends ServiceProvider
{
    public function boot(): void
    {
        Horizon::auth(static fn (Request $request): bool => OpsToken::isHeldBy($request));
    }
}
