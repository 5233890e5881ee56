<?php

namespace App\Http\Controllers;

use App\Http\Resources\ReportResource;
use App\Jobs\BuildReport;
use Illuminate\Contracts\Bus\Dispatcher;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Http\Response;

class ReportController
{
    public function store(Request $request, Dispatcher $bus): JsonResponse
    {
        $form = $request->validate([
            'title' => ['required', 'string', 'max:100'],
            'nonce' => ['required', 'string', 'max:20000'],
        ]);
        $report = $request->user()->reports()->create($form);
        $bus->dispatch(new BuildReport($report));

        return (new ReportResource($report))->response()->setStatusCode(JsonResponse::HTTP_ACCEPTED);
    }

    public function show(Request $request, string $id): ReportResource
    {
        return new ReportResource($request->user()->reports()->findOrFail($id));
    }

    public function destroy(Request $request, string $id): Response
    {
        $request->user()->reports()->findOrFail($id)->delete();

        return new Response('', Response::HTTP_NO_CONTENT);
    }
}
