<?php

namespace App\Events;

use App\Models\Report;
use Illuminate\Broadcasting\PrivateChannel;
use Illuminate\Contracts\Broadcasting\ShouldBroadcast;

/** Told to the report's owner. It holds no model: the report may be deleted before a worker broadcasts this. */
class ReportReady implements ShouldBroadcast
{
    /** @param array{id: int, title: string, nonce: string, host: string, attempts: int} $data */
    public function __construct(public int $userId, public array $data)
    {
    }

    public static function of(Report $report, string $host, int $attempts): self
    {
        return new self($report->user_id, [
            'id' => $report->id,
            'title' => $report->title,
            'nonce' => $report->nonce,
            'host' => $host,
            'attempts' => $attempts,
        ]);
    }

    public function broadcastOn(): PrivateChannel
    {
        return new PrivateChannel("users.{$this->userId}");
    }

    public function broadcastAs(): string
    {
        return 'report.ready';
    }

    public function broadcastWith(): array
    {
        return $this->data;
    }
}
