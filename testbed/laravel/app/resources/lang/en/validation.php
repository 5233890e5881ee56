<?php

return [
    'required' => App\Drift::active('message-keys') ? 'validation.required' : 'The :attribute field is required.',
    'string' => 'The :attribute must be a string.',
    'email' => 'The :attribute must be a valid email address.',
    'max' => ['string' => 'The :attribute must not be greater than :max characters.'],
    'attributes' => [],
];
