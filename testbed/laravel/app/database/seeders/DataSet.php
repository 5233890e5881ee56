<?php

namespace Database\Seeders;

use stdClass;

/**
 * Other rows of the same schema, the same for the same number: ids, names, texts, numbers, dates, years, languages,
 * how many there are, and what is null or empty. Number 0 is the seed file itself.
 */
final class DataSet
{
    private const WORDS = ['Amber', 'Birch', 'Cloud', 'Delta', 'Ember', 'Fjord', 'Grove', 'Heron', 'Islet', 'Jade'];
    private const LANGUAGES = ['en', 'tr', 'de', 'fr', 'es', 'nl', 'sv', 'pt'];

    public function __construct(private int $number)
    {
    }

    public function of(stdClass $seed): stdClass
    {
        if ($this->number === 0) {
            return $seed;
        }

        mt_srand($this->number);
        $instructors = array_map($this->instructor(...), range(1, 3));
        $firstId = mt_rand(13, 900);
        $courses = array_map(fn (int $n): array => $this->course($firstId + $n, $firstId), range(0, mt_rand(1, 21)));

        return (object) ['users' => $seed->users, 'categories' => $seed->categories, 'instructors' => $instructors, 'courses' => $courses];
    }

    private function instructor(int $id): array
    {
        return ['id' => $id, 'name' => $this->words(2), 'bio' => $this->maybe(fn () => $this->words(6))];
    }

    private function course(int $id, int $firstId): array
    {
        $title = $this->words(2) . " {$id}";
        $price = mt_rand(500, 99999) / 100;

        return [
            'id' => $id,
            'slug' => strtolower(strtr($title, ' ', '-')),
            'title' => $title,
            'summary' => $this->maybe(fn () => $this->words(5)),
            'level' => $this->oneOf(['beginner', 'intermediate', 'advanced']),
            'price' => number_format($price, 2, '.', ''),
            'rating' => mt_rand(4, 20) / 4,
            'seats' => mt_rand(1, 400),
            'published' => mt_rand(0, 1) === 1,
            'category_id' => mt_rand(1, 4),
            'instructor_id' => $this->maybe(fn () => mt_rand(1, 3)),
            'tags' => $this->some(array_map(strtolower(...), self::WORDS)),
            'prerequisites' => $id === $firstId ? [] : $this->some(range($firstId, $id - 1)),
            'translations' => (object) array_map(fn () => ['title' => $this->words(2)], array_flip(['en', ...$this->some(self::LANGUAGES)])),
            'flags' => new stdClass(),
            'prices_by_year' => $this->pricesByYear($price),
            'starts_at' => $this->date('Y-m-d\TH:i:00\Z', 1800),
            'enrol_until' => $this->date('Y-m-d'),
            'updated_at' => $this->date('Y-m-d H:i:s'),
            'lessons' => array_map(fn (int $n): array => $this->lesson($id * 10 + $n), range(1, mt_rand(1, 6))),
        ];
    }

    private function lesson(int $id): array
    {
        return ['id' => $id, 'title' => $this->words(3)] + match (mt_rand(1, 3)) {
            1 => ['type' => 'video', 'duration_seconds' => mt_rand(30, 4000)],
            2 => ['type' => 'quiz', 'questions' => mt_rand(1, 20), 'pass_mark' => mt_rand(1, 4) / 4],
            3 => ['type' => 'live', 'starts_at' => $this->date('Y-m-d\TH:i:s\Z'), 'room' => $this->maybe(fn () => $this->words(1))],
        };
    }

    private function pricesByYear(float $price): stdClass
    {
        $prices = new stdClass();
        $first = mt_rand(2015, 2024);

        foreach (range($first, $first + mt_rand(0, 3)) as $year) {
            $prices->{$year} = number_format($price - (2030 - $year) / 10, 2, '.', '');
        }

        return $prices;
    }

    private function words(int $count): string
    {
        return implode(' ', array_map(fn (): string => $this->oneOf(self::WORDS), range(1, $count)));
    }

    private function maybe(callable $make): mixed
    {
        return mt_rand(1, 3) === 1 ? null : $make();
    }

    private function oneOf(array $all): mixed
    {
        return $all[mt_rand(0, count($all) - 1)];
    }

    private function some(array $all): array
    {
        return array_values(array_filter($all, static fn (): bool => mt_rand(1, 4) === 1));
    }

    /** @param int $step seconds between the instants that may come out */
    private function date(string $format, int $step = 1): string
    {
        return gmdate($format, 1767225600 + $step * mt_rand(0, intdiv(31536000, $step)));
    }
}
