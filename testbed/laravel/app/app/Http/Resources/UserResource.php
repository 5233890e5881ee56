<?php

namespace App\Http\Resources;

use App\Drift;
use Illuminate\Http\Resources\Json\JsonResource;

class UserResource extends JsonResource
{
    use SaysHowItWasServed;

    public function toArray($request): array
    {
        return [
            'id' => $this->id,
            'name' => $this->name,
            'email' => $this->email,
            'locale' => $this->locale,
            'email_verified_at' => $this->email_verified_at,
            'roles' => $this->roles,
            'settings' => $this->settings,
            'avatar_url' => Drift::active('port-leaked')
                ? "https://{$request->getHost()}:8080/storage/avatars/{$this->id}.png"
                : url("/storage/avatars/{$this->id}.png"),
            'last_login_at' => $this->last_login_at,
            'created_at' => Drift::active('date-offset')
                ? $this->created_at->format('Y-m-d\TH:i:s.uP')
                : $this->created_at,
        ];
    }
}
