<?php

namespace App\Broadcasting;

use Illuminate\Broadcasting\BroadcastException;

/** The events API of Reverb, which is Pusher's; every request is signed. Needs no package, only PHP's curl. */
final class EventsApi
{
    private const CONNECT_SECONDS = 2;

    private const ANSWER_SECONDS = 5;

    /** @param array{app_id: string, key: string, secret: string, scheme: string, host: string, port: int} $app */
    public function __construct(private array $app)
    {
    }

    /**
     * @param string[] $channels
     *
     * @throws BroadcastException when Reverb does not answer, or refuses
     */
    public function publish(array $channels, string $event, string $data, ?string $exceptSocket): void
    {
        $path = "/apps/{$this->app['app_id']}/events";
        $body = json_encode(
            ['name' => $event, 'data' => $data, 'channels' => $channels]
                + ($exceptSocket === null ? [] : ['socket_id' => $exceptSocket]),
            JSON_THROW_ON_ERROR
        );
        $query = $this->signedQuery("POST\n{$path}", $body);
        $this->post("{$this->app['scheme']}://{$this->app['host']}:{$this->app['port']}{$path}?{$query}", $body);
    }

    /** The parameters are signed in the order of their names. */
    private function signedQuery(string $request, string $body): string
    {
        $query = http_build_query([
            'auth_key' => $this->app['key'],
            'auth_timestamp' => time(),
            'auth_version' => '1.0',
            'body_md5' => md5($body),
        ]);

        return "{$query}&auth_signature=" . hash_hmac('sha256', "{$request}\n{$query}", $this->app['secret']);
    }

    private function post(string $url, string $body): void
    {
        $request = curl_init($url);
        curl_setopt_array($request, [
            CURLOPT_POSTFIELDS => $body,
            CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_CONNECTTIMEOUT => self::CONNECT_SECONDS,
            CURLOPT_TIMEOUT => self::ANSWER_SECONDS,
            /* No proxy of the environment stands between an application and its Reverb. */
            CURLOPT_PROXY => '',
        ]);
        $answer = curl_exec($request);
        $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);

        if ($answer === false) {
            throw new BroadcastException(sprintf('cURL error %d: %s', curl_errno($request), curl_error($request)));
        }

        if ($status !== 200) {
            throw new BroadcastException("Reverb answered {$status}: {$answer}");
        }
    }
}
