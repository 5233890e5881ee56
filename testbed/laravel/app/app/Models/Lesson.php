<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;

/** A video, a quiz or a live session: the column `type` says which, and which columns are filled. */
class Lesson extends Model
{
    public $timestamps = false;

    protected $guarded = [];

    protected $casts = [
        'duration_seconds' => 'integer',
        'questions' => 'integer',
        'pass_mark' => 'float',
        'starts_at' => 'datetime',
    ];
}
