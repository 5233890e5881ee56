<?php

namespace App;

/**
 * The faults this instance was asked to have: the environment variable ACADEMY_DRIFTS, ids separated by commas.
 *
 * Configuration files ask too, so this reads the environment and not the configuration.
 */
final class Drift
{
    public static function active(string $id): bool
    {
        return in_array($id, explode(',', (string) getenv('ACADEMY_DRIFTS')), true);
    }
}
