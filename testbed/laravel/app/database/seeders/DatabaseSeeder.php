<?php

namespace Database\Seeders;

use App\Models\Category;
use App\Models\Course;
use App\Models\Instructor;
use App\Models\Lesson;
use App\Models\User;
use Illuminate\Contracts\Hashing\Hasher;
use Illuminate\Database\ConnectionInterface;
use Illuminate\Database\Seeder;
use Illuminate\Support\Arr;
use Illuminate\Support\Str;

/** Fills the database from the file the stand-in reads too, so that both hold the same data. */
class DatabaseSeeder extends Seeder
{
    public function run(ConnectionInterface $database, Hasher $hasher): void
    {
        $database->transaction(fn () => $this->fill($hasher));
    }

    private function fill(Hasher $hasher): void
    {
        $seed = json_decode(file_get_contents(config('academy.seed_file')), flags: JSON_THROW_ON_ERROR);
        $seed = (new DataSet(config('academy.data_set')))->of($seed);

        foreach ($seed->users as $user) {
            $this->createUser((array) $user, $hasher);
        }

        foreach ($seed->categories as $category) {
            Category::query()->create((array) $category);
        }

        foreach ($seed->instructors as $instructor) {
            Instructor::query()->create((array) $instructor);
        }

        foreach ($seed->courses as $course) {
            $this->createCourse((array) $course);
        }
    }

    /** The canary's password comes from the environment and is kept as a hash; nobody knows any other. */
    private function createUser(array $user, Hasher $hasher): void
    {
        $password = $user['account'] === 'canary' ? (string) getenv('ACADEMY_CANARY_PASSWORD') : Str::random(40);

        User::query()->create(Arr::except($user, 'account') + [
            'email' => config("academy.emails.{$user['account']}"),
            'password' => $hasher->make($password),
        ]);
    }

    private function createCourse(array $course): void
    {
        Course::query()->create(Arr::except($course, 'lessons'));

        foreach ($course['lessons'] as $lesson) {
            Lesson::query()->create((array) $lesson + ['course_id' => $course['id']]);
        }
    }
}
