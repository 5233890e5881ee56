<?php

/*
 * A Composer install, where there is one, brings the framework with Reverb and Horizon; else the distribution's package
 * brings the framework, which PHP finds on its include path. The application's own classes are loaded here in both cases.
 */

$vendor = dirname(__DIR__) . '/vendor/autoload.php';

require is_file($vendor) ? $vendor : 'Illuminate/autoload.php';

spl_autoload_register(static function (string $class): void {
    $roots = ['App\\' => 'app/', 'Database\\Seeders\\' => 'database/seeders/'];

    foreach ($roots as $prefix => $folder) {
        if (! str_starts_with($class, $prefix)) {
            continue;
        }

        $file = dirname(__DIR__) . '/' . $folder . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';

        if (is_file($file)) {
            require $file;
        }

        return;
    }
});
