<?php

use App\Http\Controllers\HealthChecksController;
use App\Http\Controllers\HealthController;
use App\Http\Controllers\ScheduleLogController;
use App\Http\Controllers\VersionController;
use Illuminate\Routing\Router;

/** @var Router $router */
$router = app(Router::class);

$router->get('/health', HealthController::class);
$router->get('/health/checks', HealthChecksController::class);
$router->get('/ops/schedule.log', ScheduleLogController::class);
$router->get('/version', VersionController::class);
$router->view('/up', 'up')->name('up');
