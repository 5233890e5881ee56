<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Relations\HasMany;
use Illuminate\Foundation\Auth\User as Authenticatable;
use Illuminate\Support\Str;

class User extends Authenticatable
{
    protected $guarded = [];

    protected $casts = [
        'email_verified_at' => 'datetime',
        'last_login_at' => 'datetime',
        'roles' => 'array',
        'settings' => 'array',
    ];

    /** The token this request came with. */
    private ?AccessToken $token = null;

    public function tokens(): HasMany
    {
        return $this->hasMany(AccessToken::class);
    }

    public function reports(): HasMany
    {
        return $this->hasMany(Report::class);
    }

    /** @return array{string, AccessToken} the text to show once, and what is kept */
    public function issueToken(string $name): array
    {
        $secret = Str::random(40);
        $token = $this->tokens()->create([
            'name' => $name,
            'digest' => hash('sha256', $secret),
            'expires_at' => now()->addHours(config('academy.token_hours')),
        ]);

        return [$token->id . '|' . $secret, $token];
    }

    public function withToken(AccessToken $token): self
    {
        $this->token = $token;

        return $this;
    }

    public function revokeToken(): void
    {
        $this->token?->delete();
    }
}
