<?php

namespace App\Http\Controllers;

use App\Http\Resources\CourseCollection;
use App\Http\Resources\CourseResource;
use App\Models\Course;
use Illuminate\Database\Eloquent\Builder;
use Illuminate\Http\Request;

class CourseController
{
    private const PER_PAGE = 5;

    public function index(Request $request): CourseCollection
    {
        $byTitle = $request->query('sort') === 'title';
        $page = $this->courses()->orderBy($byTitle ? 'title' : 'id')->paginate(self::PER_PAGE);

        return new CourseCollection($byTitle ? $page->appends('sort', 'title') : $page);
    }

    public function show(string $id): CourseResource
    {
        return new CourseResource($this->courses()->with('lessons')->findOrFail($id));
    }

    private function courses(): Builder
    {
        return Course::query()->with(['category', 'instructor'])->withCount('lessons');
    }
}
