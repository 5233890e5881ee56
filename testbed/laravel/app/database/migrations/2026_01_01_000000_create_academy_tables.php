<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class () extends Migration {
    public function up(): void
    {
        Schema::create('users', static function (Blueprint $table): void {
            $table->id();
            $table->string('name');
            $table->string('email')->unique();
            $table->string('password');
            $table->string('locale');
            $table->json('roles');
            $table->json('settings');
            $table->timestamp('email_verified_at')->nullable();
            $table->timestamp('last_login_at')->nullable();
            $table->timestamps();
        });
        Schema::create('personal_access_tokens', static function (Blueprint $table): void {
            $table->id();
            $table->foreignId('user_id')->constrained()->cascadeOnDelete();
            $table->string('name');
            $table->string('digest', 64)->unique();
            $table->timestamp('last_used_at')->nullable();
            $table->timestamp('expires_at');
            $table->timestamps();
        });
        Schema::create('categories', static function (Blueprint $table): void {
            $table->id();
            $table->string('name');
        });
        Schema::create('instructors', static function (Blueprint $table): void {
            $table->id();
            $table->string('name');
            $table->text('bio')->nullable();
        });
        $this->createCourses();
        $this->createLessons();
    }

    private function createCourses(): void
    {
        Schema::create('courses', static function (Blueprint $table): void {
            $table->id();
            $table->string('slug')->unique();
            $table->string('title')->unique();
            $table->text('summary')->nullable();
            $table->string('level');
            $table->decimal('price');
            $table->float('rating');
            $table->integer('seats');
            $table->boolean('published');
            $table->foreignId('category_id')->constrained();
            $table->foreignId('instructor_id')->nullable()->constrained();
            $table->json('tags');
            $table->json('prerequisites');
            $table->json('translations');
            $table->json('flags');
            $table->json('prices_by_year');
            $table->timestamp('starts_at');
            $table->date('enrol_until');
            $table->timestamp('updated_at');
        });
    }

    private function createLessons(): void
    {
        Schema::create('lessons', static function (Blueprint $table): void {
            $table->id();
            $table->foreignId('course_id')->constrained();
            $table->string('type');
            $table->string('title');
            $table->integer('duration_seconds')->nullable();
            $table->integer('questions')->nullable();
            $table->float('pass_mark')->nullable();
            $table->timestamp('starts_at')->nullable();
            $table->string('room')->nullable();
        });
    }
};
