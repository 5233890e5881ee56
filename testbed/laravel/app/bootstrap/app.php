<?php

use Illuminate\Foundation\Application;

$app = new Application(dirname(__DIR__));

/* Everything an instance writes lives in its own folder, so that several instances can run from this tree. */
$home = getenv('ACADEMY_HOME') ?: throw new RuntimeException('ACADEMY_HOME is not set: name the folder of the instance');

$app->useStoragePath($home . '/storage');

/* Newer frameworks fill gaps in config/ from a folder of their own, which a distribution may not ship. */
if (method_exists($app, 'dontMergeFrameworkConfiguration')) {
    $app->dontMergeFrameworkConfiguration();
}

$app->singleton(Illuminate\Contracts\Http\Kernel::class, App\Http\Kernel::class);
$app->singleton(Illuminate\Contracts\Console\Kernel::class, App\Console\Kernel::class);
$app->singleton(Illuminate\Contracts\Debug\ExceptionHandler::class, App\Exceptions\Handler::class);

return $app;
