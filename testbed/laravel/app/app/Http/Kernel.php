<?php

namespace App\Http;

use App\Http\Middleware\AllowOrigin;
use App\Http\Middleware\Authenticate;
use App\Http\Middleware\NameRevision;
use App\Http\Middleware\SecureHeaders;
use App\Http\Middleware\TrustProxies;
use Illuminate\Cookie\Middleware\AddQueuedCookiesToResponse;
use Illuminate\Cookie\Middleware\EncryptCookies;
use Illuminate\Foundation\Http\Kernel as HttpKernel;
use Illuminate\Foundation\Http\Middleware\ConvertEmptyStringsToNull;
use Illuminate\Foundation\Http\Middleware\TrimStrings;
use Illuminate\Foundation\Http\Middleware\ValidatePostSize;
use Illuminate\Routing\Middleware\SubstituteBindings;
use Illuminate\Routing\Middleware\ThrottleRequests;

class Kernel extends HttpKernel
{
    protected $middleware = [
        NameRevision::class,
        SecureHeaders::class,
        TrustProxies::class,
        AllowOrigin::class,
        ValidatePostSize::class,
        TrimStrings::class,
        ConvertEmptyStringsToNull::class,
    ];

    protected $middlewareGroups = [
        'web' => [SubstituteBindings::class],
        'api' => [EncryptCookies::class, AddQueuedCookiesToResponse::class, SubstituteBindings::class],
    ];

    protected $routeMiddleware = [
        'auth' => Authenticate::class,
        'throttle' => ThrottleRequests::class,
    ];
}
