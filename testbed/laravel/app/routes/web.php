<?php

use App\Http\Controllers\HealthController;
use App\Http\Controllers\VersionController;
use Illuminate\Routing\Router;

/** @var Router $router */
$router = app(Router::class);

$router->get('/health', HealthController::class);
$router->get('/version', VersionController::class);
$router->view('/up', 'up');
