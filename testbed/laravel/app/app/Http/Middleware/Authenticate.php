<?php

namespace App\Http\Middleware;

use Illuminate\Auth\Middleware\Authenticate as Middleware;

class Authenticate extends Middleware
{
    /** There is no page to sign in on. */
    protected function redirectTo($request): ?string
    {
        return null;
    }
}
