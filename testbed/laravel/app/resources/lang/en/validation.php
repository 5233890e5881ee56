<?php

return [
    'required' => 'The :attribute field is required.',
    'string' => 'The :attribute must be a string.',
    'email' => 'The :attribute must be a valid email address.',
    'max' => ['string' => 'The :attribute must not be greater than :max characters.'],
    'attributes' => [],
];
