<?php

namespace App\Http\Resources;

use App\Variation;
use Illuminate\Http\Resources\Json\JsonResource;

class CourseResource extends JsonResource
{
    use DriftsAsACourse;
    use SaysHowItWasServed;

    public function toArray($request): array
    {
        return $this->drifted([
            'id' => $this->id,
            'slug' => $this->slug,
            'title' => $this->title,
            'summary' => $this->summary,
            'level' => $this->level,
            'price' => $this->price,
            'rating' => $this->rating,
            'seats' => $this->seats,
            'published' => $this->published,
            'category' => $this->category->only(['id', 'name']),
            'tags' => Variation::inAnyOrder($this->tags),
            'prerequisites' => Variation::inAnyOrder($this->prerequisites),
            'translations' => $this->translations,
            'prices_by_year' => $this->prices_by_year,
            'flags' => $this->flags,
            'instructor' => $this->instructor?->only(['id', 'name', 'bio']),
            'starts_at' => $this->starts_at,
            'enrol_until' => $this->enrol_until->toDateString(),
            'updated_at' => $this->updated_at,
            'url' => url("/api/courses/{$this->id}"),
            'cover_url' => config('academy.cdn') . "/covers/{$this->slug}.jpg",
            'lessons_count' => (int) $this->lessons_count,
            'lessons' => LessonResource::collection($this->whenLoaded('lessons', fn () => Variation::inAnyOrder($this->lessons->all()))),
        ]);
    }
}
