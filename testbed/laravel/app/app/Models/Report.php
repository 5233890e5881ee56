<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;

/** Its status is `queued`, then `ready` or `failed`; `attempts` counts how often a worker began to build it. */
class Report extends Model
{
    protected $guarded = [];

    protected $attributes = ['status' => 'queued', 'attempts' => 0];

    protected $casts = ['user_id' => 'integer', 'attempts' => 'integer'];
}
