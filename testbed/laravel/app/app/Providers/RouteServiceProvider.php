<?php

namespace App\Providers;

use Illuminate\Foundation\Support\Providers\RouteServiceProvider as ServiceProvider;
use Illuminate\Routing\Router;

class RouteServiceProvider extends ServiceProvider
{
    public function map(Router $router): void
    {
        $router->middleware('web')->group(base_path('routes/web.php'));
        $router->prefix('api')->middleware('api')->group(base_path('routes/api.php'));
    }
}
