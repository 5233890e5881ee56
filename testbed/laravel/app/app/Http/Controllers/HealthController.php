<?php

namespace App\Http\Controllers;

use App\Drift;
use Illuminate\Contracts\Redis\Factory as Redis;
use Illuminate\Database\ConnectionResolverInterface as Databases;
use Illuminate\Http\JsonResponse;
use Throwable;

/** Asks everything the application needs, and says no more about a failure than that it is one. */
class HealthController
{
    public function __invoke(Databases $databases, Redis $redis): JsonResponse
    {
        $parts = [
            'app' => 'ok',
            'db' => $this->stateOf(static fn () => $databases->connection()->table('users')->exists()),
            'redis' => $this->stateOf(static fn () => $redis->connection()->ping()),
        ];
        $isWell = ! in_array('fail', $parts, true);

        return new JsonResponse(
            $parts,
            $isWell ? JsonResponse::HTTP_OK : JsonResponse::HTTP_SERVICE_UNAVAILABLE,
            $this->headers()
        );
    }

    private function stateOf(callable $ask): string
    {
        try {
            return $ask() ? 'ok' : 'fail';
        } catch (Throwable $error) {
            report($error);

            return 'fail';
        }
    }

    /** @return array<string, string> */
    private function headers(): array
    {
        $headers = [
            'Cache-Control' => Drift::active('cache-public') ? 'public, max-age=60' : 'no-store, private',
        ];

        return Drift::active('content-type') ? $headers + ['Content-Type' => 'text/html; charset=UTF-8'] : $headers;
    }
}
