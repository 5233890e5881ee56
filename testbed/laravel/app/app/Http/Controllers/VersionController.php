<?php

namespace App\Http\Controllers;

use Illuminate\Http\JsonResponse;

/** Says which revision this very process runs; never cached, or it would say which one ran before. */
class VersionController
{
    public function __invoke(): JsonResponse
    {
        return new JsonResponse(
            ['revision' => config('academy.revision')],
            JsonResponse::HTTP_OK,
            ['Cache-Control' => 'no-store, private']
        );
    }
}
