<?php

namespace App\Auth;

use App\Models\AccessToken;
use App\Models\User;
use Illuminate\Http\Request;

/** Finds the user of a bearer token, and notes that the token was used. */
final class BearerToken
{
    public function __invoke(Request $request): ?User
    {
        $token = AccessToken::findByText((string) $request->bearerToken());

        if ($token === null || $token->expires_at->isPast()) {
            return null;
        }

        $token->forceFill(['last_used_at' => now()])->save();

        return $token->user->withToken($token);
    }
}
