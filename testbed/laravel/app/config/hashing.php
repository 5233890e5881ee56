<?php

/* The cheapest cost there is: these hashes protect a random password for the life of a test. */
return ['driver' => 'bcrypt', 'bcrypt' => ['rounds' => 4]];
