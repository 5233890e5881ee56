<?php

namespace App\Http\Resources;

use App\Drift;
use Illuminate\Http\Resources\Json\JsonResource;

class LessonResource extends JsonResource
{
    public function toArray($request): array
    {
        return ['type' => $this->type, 'id' => $this->id, 'title' => $this->title] + match ($this->type) {
            'video' => $this->video(),
            'quiz' => $this->quiz(),
            'live' => ['starts_at' => $this->starts_at, 'room' => $this->room],
        };
    }

    private function video(): array
    {
        return [
            'duration_seconds' => $this->duration_seconds,
            'stream_url' => config('academy.cdn') . "/streams/{$this->id}.m3u8",
        ];
    }

    private function quiz(): array
    {
        $quiz = ['questions' => $this->questions, 'pass_mark' => $this->pass_mark];

        return Drift::active('variant-lost-field') ? ['questions' => $this->questions] : $quiz;
    }
}
