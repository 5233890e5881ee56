<?php

namespace App\Jobs;

use App\Drift;
use App\Events\ReportReady;
use App\Models\Report;
use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Events\Dispatcher;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Queue\InteractsWithQueue;
use Illuminate\Queue\SerializesModels;
use RuntimeException;

class BuildReport implements ShouldQueue
{
    use InteractsWithQueue;
    use Queueable;
    use SerializesModels;

    private const SLOW_SECONDS = 2.2;

    public int $tries = 3;

    /** Its owner may delete the report before its turn comes. */
    public bool $deleteWhenMissingModels = true;

    public function __construct(public Report $report)
    {
    }

    public function handle(Dispatcher $events): void
    {
        $this->report->increment('attempts');
        $attempts = $this->report->attempts;

        if (Drift::active('job-fails')) {
            throw new RuntimeException('The report cannot be built.');
        }

        /* Longer than the queue waits before it gives the job to the next worker. */
        if ($attempts === 1 && Drift::active('job-twice')) {
            usleep((int) (self::SLOW_SECONDS * 1_000_000));
        }

        $host = config('academy.host');
        $this->report->update(['status' => 'ready', 'handled_by' => $host]);
        $events->dispatch(ReportReady::of($this->report, $host, $attempts));
    }

    public function failed(): void
    {
        $this->report->update(['status' => 'failed', 'handled_by' => config('academy.host')]);
    }
}
