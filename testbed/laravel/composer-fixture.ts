import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP } from './application.ts';

export type Package = 'laravel/reverb' | 'laravel/horizon';

/** One start of a command: its arguments, and what it was told by the environment. */
export type Started = { readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> };

/** A copy of the academy, as Composer would leave it, with packages that write down how they are started. */
export type Application = { readonly folder: string; started(): Promise<readonly Started[]> } & AsyncDisposable;

/** @param broken its packages know no command */
export async function applicationWith(packages: readonly Package[], broken = false): Promise<Application> {
  const home = await mkdtemp(join(tmpdir(), 'composer-'));
  // The application reads a file of the folder above its parent.
  const folder = join(home, 'laravel/app');
  await cp(APP, folder, { recursive: true, filter: (path) => path !== join(APP, 'vendor') });
  await cp(join(APP, '../../seed.json'), join(home, 'seed.json'));
  await mkdir(join(folder, 'vendor/composer'), { recursive: true });
  await writeFile(join(folder, 'vendor/autoload.php'), autoload(packages));
  const installed = packages.map((name) => ({
    name,
    version: 'v9.9.9',
    extra: { laravel: { providers: broken ? [] : [PROVIDERS[name]] } },
  }));
  await writeFile(join(folder, 'vendor/composer/installed.json'), JSON.stringify({ packages: installed }));
  return {
    folder,
    started: () => startedIn(folder),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  };
}

async function startedIn(folder: string): Promise<readonly Started[]> {
  const lines = (await readFile(join(folder, STARTED), 'utf8')).trim().split('\n');
  return lines.map((line): Started => JSON.parse(line)).sort((one, two) => (one.argv < two.argv ? -1 : 1));
}

const STARTED = 'started.jsonl';

const PROVIDERS: Readonly<Record<Package, string>> = {
  'laravel/reverb': String.raw`Recorder\ReverbProvider`,
  'laravel/horizon': String.raw`Recorder\HorizonProvider`,
};

/** The framework is the one of this machine, whatever brought it. */
const autoload = (packages: readonly Package[]): string => `<?php
namespace {
    require is_file('${APP}/vendor/autoload.php') ? '${APP}/vendor/autoload.php' : 'Illuminate/autoload.php';
}
${packages.includes('laravel/horizon') ? HORIZON : ''}
${RECORDER}`;

const HORIZON = String.raw`
namespace Laravel\Horizon {
    final class Horizon
    {
        public static $isLetIn;

        public static function auth(callable $isLetIn): void
        {
            self::$isLetIn = $isLetIn;
        }
    }
}
`;

const RECORDER = String.raw`
namespace Recorder {
    const FILE = '${STARTED}';

    abstract class Command extends \Illuminate\Console\Command
    {
        public function handle(): int
        {
            $asked = fn (string $name): bool => preg_match('/^(REVERB_|ACADEMY_(REDIS_HOST|REDIS_PORT|HOST_NAME)$)/', $name) === 1;
            $env = array_filter(getenv(), $asked, ARRAY_FILTER_USE_KEY);
            ksort($env);
            $line = json_encode(['argv' => array_slice($_SERVER['argv'], 1), 'env' => $env]) . "\n";
            file_put_contents(base_path(FILE), $line, FILE_APPEND | LOCK_EX);

            return $this->stay();
        }

        abstract protected function stay(): int;
    }

    final class ReverbStart extends Command
    {
        protected $signature = 'reverb:start {--host=} {--port=}';

        protected function stay(): int
        {
            $server = stream_socket_server("tcp://{$this->option('host')}:{$this->option('port')}");

            while ($socket = stream_socket_accept($server, -1)) {
                fread($socket, 65536);
                fwrite($socket, "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"health\":\"OK\"}");
                fclose($socket);
            }

            return self::FAILURE;
        }
    }

    final class HorizonStart extends Command
    {
        protected $signature = 'horizon';

        protected function stay(): int
        {
            sleep(3600);

            return self::SUCCESS;
        }
    }

    final class ReverbProvider extends \Illuminate\Support\ServiceProvider
    {
        public function boot(): void
        {
            $this->commands([ReverbStart::class]);
        }
    }

    final class HorizonProvider extends \Illuminate\Support\ServiceProvider
    {
        public function boot(): void
        {
            $this->commands([HorizonStart::class]);
            $this->app['router']->get('/horizon/api/stats', function (\Illuminate\Http\Request $request) {
                abort_unless((\Laravel\Horizon\Horizon::$isLetIn)($request), 403);
                $hasStarted = str_contains((string) @file_get_contents(base_path(FILE)), '"horizon"');

                return ['status' => 'running', 'processes' => (int) $hasStarted];
            });
        }
    }
}
`;
