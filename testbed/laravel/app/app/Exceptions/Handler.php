<?php

namespace App\Exceptions;

use App\Drift;
use Illuminate\Foundation\Exceptions\Handler as ExceptionHandler;
use Symfony\Component\HttpKernel\Exception\MethodNotAllowedHttpException;
use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;
use Throwable;

class Handler extends ExceptionHandler
{
    public function register(): void
    {
        $this->map(
            MethodNotAllowedHttpException::class,
            fn (MethodNotAllowedHttpException $error): Throwable => Drift::active('status-changed')
                ? new NotFoundHttpException('', $error)
                : $error
        );
    }

    /** There are no pages to show an error on: whatever the client accepts, it gets JSON. */
    protected function shouldReturnJson($request, Throwable $e): bool
    {
        return true;
    }
}
