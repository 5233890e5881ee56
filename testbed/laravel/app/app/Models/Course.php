<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;
use Illuminate\Database\Eloquent\Relations\BelongsTo;
use Illuminate\Database\Eloquent\Relations\HasMany;

class Course extends Model
{
    public $timestamps = false;

    protected $guarded = [];

    /* Maps are cast to objects: an empty PHP array, or one with numbers as keys, would be printed as a list. */
    protected $casts = [
        'price' => 'decimal:2',
        'rating' => 'float',
        'seats' => 'integer',
        'published' => 'boolean',
        'tags' => 'array',
        'prerequisites' => 'array',
        'translations' => 'object',
        'prices_by_year' => 'object',
        'flags' => 'object',
        'starts_at' => 'datetime',
        'enrol_until' => 'date',
    ];

    public function category(): BelongsTo
    {
        return $this->belongsTo(Category::class);
    }

    public function instructor(): BelongsTo
    {
        return $this->belongsTo(Instructor::class);
    }

    public function lessons(): HasMany
    {
        return $this->hasMany(Lesson::class)->orderBy('id');
    }
}
