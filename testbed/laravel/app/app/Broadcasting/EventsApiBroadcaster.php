<?php

namespace App\Broadcasting;

use Illuminate\Broadcasting\Broadcasters\Broadcaster;
use Illuminate\Broadcasting\Broadcasters\UsePusherChannelConventions;
use Illuminate\Support\Arr;
use InvalidArgumentException;
use Symfony\Component\HttpKernel\Exception\AccessDeniedHttpException;

/** Broadcasts to Reverb, and signs what a member may listen to, without the package pusher-php-server. */
class EventsApiBroadcaster extends Broadcaster
{
    use UsePusherChannelConventions;

    public function __construct(private EventsApi $api, private string $key, private string $secret)
    {
    }

    public function auth($request)
    {
        $name = (string) $request->channel_name;
        $channel = $this->normalizeChannelName($name);

        if ($name === '' || ($this->isGuardedChannel($name) && ! $this->retrieveUser($request, $channel))) {
            throw new AccessDeniedHttpException();
        }

        return $this->verifyUserCanAccessChannel($request, $channel);
    }

    /** @return array{auth: string, channel_data?: string} */
    public function validAuthenticationResponse($request, $result)
    {
        $name = (string) $request->channel_name;
        $socket = (string) $request->socket_id;

        if (preg_match('/\A\d+\.\d+\z/', $socket) !== 1) {
            throw new InvalidArgumentException("Invalid socket ID {$socket}");
        }

        if (str_starts_with($name, 'private-')) {
            return ['auth' => $this->sign("{$socket}:{$name}")];
        }

        $member = $this->retrieveUser($request, $this->normalizeChannelName($name));
        $data = json_encode(
            ['user_id' => (string) $member->getAuthIdentifier(), 'user_info' => $result],
            JSON_THROW_ON_ERROR
        );

        return ['auth' => $this->sign("{$socket}:{$name}:{$data}"), 'channel_data' => $data];
    }

    public function broadcast(array $channels, $event, array $payload = [])
    {
        $exceptSocket = Arr::pull($payload, 'socket');
        $data = json_encode($payload, JSON_THROW_ON_ERROR);
        $this->api->publish($this->formatChannels($channels), $event, $data, $exceptSocket);
    }

    private function sign(string $text): string
    {
        return $this->key . ':' . hash_hmac('sha256', $text, $this->secret);
    }
}
