<?php

namespace App;

use Illuminate\Contracts\Cache\Repository as Cache;
use Illuminate\Support\Carbon;

/** What scheduled tasks leave behind for those who ask whether they ran. */
final class Scheduled
{
    private const HEARTBEAT = 'scheduled.heartbeat';

    private const CHECKS = 'scheduled.checks';

    public function __construct(private Cache $cache)
    {
    }

    public function beat(Carbon $at): void
    {
        $this->cache->forever(self::HEARTBEAT, $at->toIso8601String());
    }

    /** ISO 8601 with an offset; null when it never ran. */
    public function lastBeat(): ?string
    {
        return $this->cache->get(self::HEARTBEAT);
    }

    /** @param array<string, mixed> $results */
    public function keepChecks(array $results): void
    {
        $this->cache->forever(self::CHECKS, json_encode($results, JSON_THROW_ON_ERROR));
    }

    /** JSON; null when they never ran. */
    public function checks(): ?string
    {
        return $this->cache->get(self::CHECKS);
    }
}
