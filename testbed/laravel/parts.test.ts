import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireReal } from '../requirements.ts';
import { partsOf, realParts } from './parts.ts';

const DISTRIBUTION = {
  composer: false,
  laravel: '8.83.26',
  php: '8.2.36',
  phpredis: '5.3.7',
};
const REDIS = 'Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d7c971a948f0\n';

for (const { name, installed, packages, want } of [
  {
    name: 'with the packages of a distribution Reverb and Horizon are not real',
    installed: DISTRIBUTION,
    packages: {},
    want: [
      'laravel: real, 8.83.26 of the distribution, PHP 8.2.36',
      'queue: real, redis-server 7.0.15, phpredis 5.3.7',
      'scheduler: real, schedule:run',
      'reverb: not installed: two stand-ins take its place',
      'horizon: not installed: the worker is queue:work',
    ],
  },
  {
    name: 'what Composer brought is named',
    installed: { ...DISTRIBUTION, composer: true, laravel: '13.31.0' },
    packages: { 'laravel/reverb': 'v1.10.2', 'laravel/horizon': 'v5.46.0' },
    want: [
      'laravel: real, 13.31.0 of vendor/autoload.php, PHP 8.2.36',
      'queue: real, redis-server 7.0.15, phpredis 5.3.7',
      'scheduler: real, schedule:run',
      'reverb: real, 1.10.2, two instances of reverb:start',
      'horizon: real, 5.46.0, in place of queue:work',
    ],
  },
]) {
  test(name, () =>
    assert.deepEqual(
      partsOf(installed, new Map(Object.entries(packages)), REDIS).map((part) => `${part.name}: ${part.is}`),
      want,
    ),
  );
}

test('this machine is asked', requireReal('laravel'), async () => {
  const [laravel, queue, ...rest] = await realParts();
  assert.match(laravel?.is ?? '', /^real, \d+\.\d+\.\d+ of [^,]+, PHP 8\.\d+\.\d+/);
  assert.match(queue?.is ?? '', /^real, redis-server [\d.]+, phpredis [\d.]+$/);
  assert.deepEqual(
    rest.map(({ name }) => name),
    ['scheduler', 'reverb', 'horizon'],
  );
});
