<?php

namespace App\Http\Middleware;

use App\Drift;
use Closure;
use Illuminate\Http\Request;
use Illuminate\Support\Str;
use Symfony\Component\HttpFoundation\Response;

/** Cross-origin answers for the academy's own sites. */
class AllowOrigin
{
    public function handle(Request $request, Closure $next): Response
    {
        $response = $next($request);
        $origin = (string) $request->headers->get('Origin');

        if (Str::is(config('academy.origins'), $origin)) {
            $times = Drift::active('cors-twice') ? 2 : 1;
            $response->headers->set('Access-Control-Allow-Origin', array_fill(0, $times, $origin));
            $response->headers->set('Vary', 'Origin');
        }

        return $response;
    }
}
