<?php

namespace App\Http\Controllers;

use App\Http\Resources\UserResource;
use Illuminate\Http\Request;

class UserController
{
    public function show(Request $request): UserResource
    {
        return new UserResource($request->user());
    }
}
