<?php

use App\Drift;
use App\Http\Controllers\CourseController;
use App\Http\Controllers\HeartbeatController;
use App\Http\Controllers\LoginController;
use App\Http\Controllers\ReportController;
use App\Http\Controllers\UserController;
use Illuminate\Routing\Router;

/** @var Router $router */
$router = app(Router::class);
$logins = config('academy.login_limit') + (Drift::active('throttle-limit') ? 1 : 0);

$router->post('/login', [LoginController::class, 'store'])->middleware("throttle:{$logins},1,login");
$router->get('/heartbeat', HeartbeatController::class);

$router->middleware('auth')->group(static function (Router $router): void {
    $router->get('/user', [UserController::class, 'show']);
    $router->post('/logout', [LoginController::class, 'destroy']);
    $router->get('/courses', [CourseController::class, 'index']);
    $router->get('/courses/{id}', [CourseController::class, 'show']);
    $router->post('/reports', [ReportController::class, 'store']);
    $router->get('/reports/{id}', [ReportController::class, 'show']);
    $router->delete('/reports/{id}', [ReportController::class, 'destroy']);
});
