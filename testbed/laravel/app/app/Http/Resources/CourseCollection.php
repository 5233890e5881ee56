<?php

namespace App\Http\Resources;

use App\Drift;
use App\Variation;
use Illuminate\Http\Resources\Json\ResourceCollection;
use Illuminate\Support\Arr;

/** One page of the catalogue. */
class CourseCollection extends ResourceCollection
{
    use SaysHowItWasServed;

    public $collects = CourseResource::class;

    public function toArray($request): array
    {
        $courses = $this->collection->map->resolve($request)->all();
        $last = array_key_last($courses);

        if ($last !== null && Drift::active('key-in-one-element')) {
            $courses[$last] = Arr::except($courses[$last], 'category');
        }

        // A page in an order that was asked for, and the first one, keep theirs.
        return $request->query('sort') === null && $request->query('page') > 1 ? Variation::inAnyOrder($courses) : $courses;
    }

    /**
     * @param array<string, mixed> $paginated
     * @param array{links: array<string, ?string>, meta: array<string, mixed>} $default
     * @return array{links: array<string, ?string>, meta: array<string, mixed>}
     */
    public function paginationInformation($request, array $paginated, array $default): array
    {
        if (Drift::active('key-added')) {
            $default['meta']['links'] = array_map($this->withPage(...), $default['meta']['links']);
        }

        return $default;
    }

    /** What newer frameworks add by themselves. */
    private function withPage(array $link): array
    {
        parse_str((string) parse_url((string) $link['url'], PHP_URL_QUERY), $query);

        return Arr::add($link, 'page', isset($query['page']) ? (int) $query['page'] : null);
    }
}
