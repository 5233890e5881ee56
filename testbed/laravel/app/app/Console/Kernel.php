<?php

namespace App\Console;

use App\Console\Commands\Heartbeat;
use App\Console\Commands\RunChecks;
use Illuminate\Console\Scheduling\Schedule;
use Illuminate\Foundation\Console\Kernel as ConsoleKernel;

class Kernel extends ConsoleKernel
{
    protected $commands = [Heartbeat::class, RunChecks::class];

    protected function schedule(Schedule $schedule): void
    {
        $schedule->command('app:heartbeat')->everyMinute();
        $schedule->command('app:run-checks')->everyMinute();
    }
}
