<?php

namespace App\Http\Resources;

use App\Drift;
use Illuminate\Support\Arr;
use Illuminate\Support\Carbon;

/** The faults a course can be asked to have; each is one that real applications have shipped. */
trait DriftsAsACourse
{
    /**
     * @param array<string, mixed> $course
     * @return array<string, mixed>
     */
    private function drifted(array $course): array
    {
        foreach ($this->courseDrifts() as $id => $change) {
            if (Drift::active($id)) {
                $course = $change($course);
            }
        }

        return $course;
    }

    /** Printing 3.0 needs a flag of json_encode(); without it PHP prints 3. */
    public function jsonOptions(): int
    {
        return Drift::active('int-as-float') ? JSON_PRESERVE_ZERO_FRACTION : 0;
    }

    /** @return array<string, callable(array<string, mixed>): array<string, mixed>> */
    private function courseDrifts(): array
    {
        $with = static fn (string $key, callable $change): callable =>
            static fn (array $course): array => array_replace($course, [$key => $change($course[$key])]);

        return [
            'key-missing' => static fn (array $course): array => Arr::except($course, 'slug'),
            'null-missing' => static fn (array $course): array => $course['instructor'] === null
                ? Arr::except($course, 'instructor')
                : $course,
            'empty-string' => $with('summary', static fn (?string $summary): string => (string) $summary),
            'list-as-object' => $with('tags', static fn (array $tags) => collect($tags)->forget(1)),
            'numeric-string' => $with('seats', static fn (int $seats): string => (string) $seats),
            'bool-as-int' => $with('published', static fn (bool $published): int => (int) $published),
            'int-as-float' => $with('lessons_count', static fn (int $count): float => (float) $count),
            'date-format' => $with('starts_at', static fn ($date): string => $date->toDateTimeString()),
            'float-digits' => static function (array $course): array {
                ini_set('serialize_precision', '17');

                return $course;
            },
            'hours-shifted' => $with('updated_at', static fn (string $date): string => Carbon::parse($date)->addHours(3)->toDateTimeString()),
            'other-order' => $with('prerequisites', static fn (array $ids): array => array_reverse($ids)),
            'storage-host' => $with('cover_url', static fn (string $url): string => str_replace('cdn.academy', 'academy.storage', $url)),
            'empty-map-as-list' => $with('flags', static fn (object $map): array => (array) $map),
        ];
    }
}
