<?php

namespace App\Http\Resources;

use Illuminate\Http\Resources\Json\JsonResource;

class ReportResource extends JsonResource
{
    /** Who built it is not known yet in the answer to the order. */
    public function toArray($request): array
    {
        $report = [
            'id' => $this->id,
            'title' => $this->title,
            'status' => $this->status,
            'created_at' => $this->created_at,
        ];

        return $this->wasRecentlyCreated
            ? $report
            : $report + ['handled_by' => $this->handled_by, 'attempts' => $this->attempts];
    }
}
