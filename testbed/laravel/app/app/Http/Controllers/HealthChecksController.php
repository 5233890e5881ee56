<?php

namespace App\Http\Controllers;

use App\Scheduled;
use Illuminate\Http\Response;

/** The results of the last scheduled checks, in the words of spatie/laravel-health; no body when they never ran. */
class HealthChecksController
{
    public function __invoke(Scheduled $scheduled): Response
    {
        return new Response((string) $scheduled->checks(), Response::HTTP_OK, ['Content-Type' => 'application/json']);
    }
}
