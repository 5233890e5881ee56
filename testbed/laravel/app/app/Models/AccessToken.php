<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\Relations\BelongsTo;

/** A bearer token is shown to its owner as `<id>|<secret>`; the database keeps the secret's digest alone. */
class AccessToken extends Model
{
    protected $table = 'personal_access_tokens';

    protected $guarded = [];

    protected $casts = ['last_used_at' => 'datetime', 'expires_at' => 'datetime'];

    public static function findByText(string $text): ?self
    {
        [$id, $secret] = explode('|', $text, 2) + [1 => ''];
        $token = self::query()->find((int) $id);

        return $token !== null && hash_equals($token->digest, hash('sha256', $secret)) ? $token : null;
    }

    public function user(): BelongsTo
    {
        return $this->belongsTo(User::class);
    }
}
