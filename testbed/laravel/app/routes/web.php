<?php

use App\Http\Controllers\HealthController;
use Illuminate\Routing\Router;

/** @var Router $router */
$router = app(Router::class);

$router->get('/health', HealthController::class);
$router->view('/up', 'up')->name('up');
