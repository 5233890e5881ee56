<?php

namespace App\Http\Controllers;

use App\Http\Resources\UserResource;
use App\Models\User;
use Illuminate\Contracts\Hashing\Hasher;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use Illuminate\Support\Str;
use Illuminate\Validation\ValidationException;

class LoginController
{
    private const THIRTY_DAYS_IN_MINUTES = 43_200;

    public function store(Request $request, Hasher $hasher): JsonResponse
    {
        $form = $request->validate([
            'email' => ['required', 'string', 'email'],
            'password' => ['required', 'string'],
            'device_name' => ['nullable', 'string', 'max:100'],
        ]);
        $user = User::query()->firstWhere('email', $form['email']);

        if ($user === null || ! $hasher->check($form['password'], $user->password)) {
            throw ValidationException::withMessages(['email' => [trans('auth.failed')]]);
        }

        [$text, $token] = $user->issueToken($form['device_name'] ?? 'unknown');

        return response()->json([
            'token' => $text,
            'token_type' => 'Bearer',
            'expires_at' => $token->expires_at,
            'user' => new UserResource($user),
        ])->cookie('academy_device', (string) Str::uuid(), self::THIRTY_DAYS_IN_MINUTES);
    }

    public function destroy(Request $request): Response
    {
        $request->user()->revokeToken();

        return new Response('', Response::HTTP_NO_CONTENT);
    }
}
