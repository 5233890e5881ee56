<?php

namespace App\Auth;

use Illuminate\Http\Request;

/** What the operators show in `X-Ops-Token`. Where none is configured nobody holds it. */
final class OpsToken
{
    public static function isHeldBy(Request $request): bool
    {
        $token = (string) config('academy.ops_token');

        return $token !== '' && hash_equals($token, (string) $request->header('X-Ops-Token'));
    }
}
