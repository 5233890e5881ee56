<?php

namespace App;

/**
 * What a right application may answer differently from time to time: the environment variable ACADEMY_VARIES, names
 * separated by commas.
 */
final class Variation
{
    public static function active(string $name): bool
    {
        return in_array($name, explode(',', (string) getenv('ACADEMY_VARIES')), true);
    }

    /**
     * The list as it is, or in any order.
     *
     * @param array<int, mixed> $list
     * @return array<int, mixed>
     */
    public static function inAnyOrder(array $list): array
    {
        if (self::active('order')) {
            shuffle($list);
        }

        return $list;
    }
}
