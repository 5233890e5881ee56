<?php

use App\Drift;

/* There are no sessions; cookies take their attributes from here. */
return [
    'path' => '/',
    'domain' => null,
    'secure' => ! Drift::active('cookie-insecure'),
    'same_site' => Drift::active('cookie-insecure') ? null : 'lax',
];
