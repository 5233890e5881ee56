<?php

namespace App\Http\Controllers;

use App\Auth\OpsToken;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use Symfony\Component\HttpKernel\Exception\AccessDeniedHttpException;

/** What `schedule:run` printed, for those who hold the token of the operators. */
class ScheduleLogController
{
    public function __invoke(Request $request): Response
    {
        if (! OpsToken::isHeldBy($request)) {
            throw new AccessDeniedHttpException();
        }

        $log = file_get_contents(config('academy.schedule_log'));

        return new Response($log, Response::HTTP_OK, ['Content-Type' => 'text/plain; charset=UTF-8']);
    }
}
