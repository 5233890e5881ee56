<?php

namespace App\Console\Commands;

use App\Scheduled;
use Illuminate\Console\Command;
use Illuminate\Support\Carbon;

class RunChecks extends Command
{
    private const OLDEST_BEAT_SECONDS = 90;

    protected $signature = 'app:run-checks';

    protected $description = 'Check the parts of the application and keep the results';

    public function handle(Scheduled $scheduled): int
    {
        $scheduled->keepChecks([
            'finishedAt' => now()->getTimestamp(),
            'checkResults' => [$this->schedule($scheduled->lastBeat())],
        ]);

        return self::SUCCESS;
    }

    /** @return array<string, mixed> */
    private function schedule(?string $lastBeat): array
    {
        $age = $lastBeat === null ? null : now()->getTimestamp() - Carbon::parse($lastBeat)->getTimestamp();
        $isWell = $age !== null && $age <= self::OLDEST_BEAT_SECONDS;

        return [
            'name' => 'Schedule',
            'label' => 'Schedule',
            'notificationMessage' => match (true) {
                $isWell => '',
                $age === null => 'The schedule did not run yet.',
                default => 'The last run of the schedule was more than ' . intdiv($age, 60) . ' minutes ago.',
            },
            'shortSummary' => $isWell ? 'Ok' : 'Failed',
            'status' => $isWell ? 'ok' : 'failed',
            'meta' => (object) [],
        ];
    }
}
