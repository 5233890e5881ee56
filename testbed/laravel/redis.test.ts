import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { requireReal } from '../requirements.ts';
import { type RedisServer, startRedis } from './redis.ts';

async function ask({ host, port }: RedisServer, command: string): Promise<string> {
  const socket = connect(port, host);
  socket.end(`${command}\r\n`);
  const [answer] = await once(socket, 'data');
  return String(answer);
}

describe('startRedis', requireReal('redis'), () => {
  test('a server keeps nothing on disk, and is gone when it was stopped', async () => {
    const redis = await startRedis();
    assert.equal(await ask(redis, 'CONFIG GET save'), '*2\r\n$4\r\nsave\r\n$0\r\n\r\n');
    await redis.stop();
    await redis.stop();
    await assert.rejects(ask(redis, 'PING'), { code: 'ECONNREFUSED' });
  });

  test('a port that is taken is named', async () => {
    await using redis = await startRedis();
    await assert.rejects(startRedis(redis.port), {
      name: 'PortTaken',
      message: `port ${redis.port} of 127.0.0.1 is taken; choose another, or none to get a free one`,
    });
  });

  test('a server that was killed can come back on its port', async () => {
    const first = await startRedis();
    await first.stop();
    await using second = await startRedis(first.port);
    assert.equal(await ask(second, 'PING'), '+PONG\r\n');
  });
});
