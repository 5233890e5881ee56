<?php

namespace App\Http\Resources;

use App\Variation;
use Illuminate\Support\Carbon;
use Illuminate\Support\Str;

/** Fields that are new with each answer. */
trait SaysHowItWasServed
{
    /** @return array<string, mixed> */
    public function with($request): array
    {
        return Variation::active('volatile') ? ['served' => $this->served()] : [];
    }

    public function withResponse($request, $response): void
    {
        if (Variation::active('volatile')) {
            $response->headers->set('X-Request-Id', (string) Str::uuid());
        }
    }

    /** @return array<string, mixed> */
    private function served(): array
    {
        $requestId = (string) Str::uuid();

        return [
            'request_id' => $requestId,
            'trace' => ['request_id' => $requestId, 'span' => bin2hex(random_bytes(16))],
            'generated_at' => Carbon::now(),
            'took_ms' => random_int(10, 400) / 10,
            'export_url' => app('url')->temporarySignedRoute('up', Carbon::now()->addMinutes(random_int(5, 60))),
        ];
    }
}
