<?php

namespace App\Console\Commands;

use App\Drift;
use App\Scheduled;
use Illuminate\Console\Command;
use RuntimeException;

class Heartbeat extends Command
{
    protected $signature = 'app:heartbeat';

    protected $description = 'Leave the time for those who ask whether scheduled tasks run';

    public function handle(Scheduled $scheduled): int
    {
        if (Drift::active('task-fails')) {
            throw new RuntimeException('The heartbeat cannot be written.');
        }

        $scheduled->beat(Drift::active('heartbeat-old') ? now()->subHours(2) : now());

        return self::SUCCESS;
    }
}
