<?php

namespace App\Http\Controllers;

use App\Scheduled;
use Illuminate\Http\JsonResponse;

class HeartbeatController
{
    public function __invoke(Scheduled $scheduled): JsonResponse
    {
        return new JsonResponse(['scheduler' => ['last_run_at' => $scheduled->lastBeat()]]);
    }
}
