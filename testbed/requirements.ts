import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { APP, packagesOf } from './laravel/application.ts';

/** One thing that must be installed, and how to get it. */
type Part = { readonly name: string; readonly get: string; readonly isThere: () => boolean };

const fromDebian = (debian: string): string => `Debian: apt-get install ${debian}`;

/** Where daemons live, and what Go installs; a PATH often lacks them. */
const MORE_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', join(homedir(), 'go/bin')];

const program = (name: string, debian: string, pattern = new RegExp(`^${name}$`)): Part => ({
  name,
  get: fromDebian(debian),
  isThere: () => findProgram(pattern) !== undefined,
});

const phpExtension = (name: string, debian: string): Part => ({
  name: `the PHP extension ${name}`,
  get: fromDebian(debian),
  isThere: () => phpModules().has(name),
});

/** @param module of the program, with its version */
const goProgram = (name: string, module: string): Part => ({
  name,
  get: `Go: go install ${module}`,
  isThere: () => findProgram(new RegExp(`^${name}$`)) !== undefined,
});

/** A package of Composer's, in the application of testbed/laravel. */
const composerPackage = (name: string): Part => ({
  name,
  get: 'Composer: composer install --working-dir testbed/laravel/app',
  isThere: () => packagesOf(APP).has(name),
});

const NGINX = program('nginx', 'nginx-light');
const REDIS = program('redis-server', 'redis-server');

/** Every real component a test may need, with all its parts. To add one: add its line here. */
const COMPONENTS = {
  laravel: [
    program('php', 'php-cli'),
    program('php-fpm', 'php-fpm', /^php-fpm[\d.]*$/),
    {
      name: 'the Laravel framework',
      get: fromDebian('php-laravel-framework'),
      isThere: () =>
        existsSync('/usr/share/php/Illuminate/autoload.php') || existsSync(join(APP, 'vendor/autoload.php')),
    },
    phpExtension('pdo_sqlite', 'php-sqlite3'),
    phpExtension('curl', 'php-curl'),
    phpExtension('redis', 'php-redis'),
    phpExtension('mbstring', 'php-mbstring'),
    phpExtension('dom', 'php-xml'),
    NGINX,
    REDIS,
  ],
  reverb: [composerPackage('laravel/reverb')],
  horizon: [composerPackage('laravel/horizon')],
  nginx: [NGINX],
  redis: [REDIS],
  openssl: [program('openssl', 'openssl')],
  chromium: [program('chromium', 'chromium')],
  prometheus: [program('prometheus', 'prometheus'), program('promtool', 'prometheus')],
  pushgateway: [program('prometheus-pushgateway', 'prometheus-pushgateway')],
  alertmanager: [program('prometheus-alertmanager', 'prometheus-alertmanager')],
  buildah: [
    program('buildah', 'buildah'),
    program('debootstrap', 'debootstrap'),
    { name: 'root', get: 'run the test as root', isThere: () => process.getuid?.() === 0 },
  ],
  helm: ['helm', 'kubectl'].map((name) => ({
    name,
    get: 'npm run helm',
    isThere: () => existsSync(new URL(`helm/bin/${name}`, import.meta.url)),
  })),
  actionlint: [goProgram('actionlint', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12')],
} as const satisfies Record<string, readonly Part[]>;

export type Component = keyof typeof COMPONENTS;

/** The whole path of the first program whose name fits, on PATH, where daemons live or where Go installs. */
export function findProgram(pattern: RegExp): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_FOLDERS];
  for (const folder of folders.filter((folder) => folder !== '' && existsSync(folder))) {
    const name = readdirSync(folder).find((name) => pattern.test(name));
    if (name !== undefined) return join(folder, name);
  }
  return undefined;
}

/** The parts of a component that are not installed, each with how to get it; empty when all are there. */
export const missingParts = (component: Component): readonly string[] =>
  COMPONENTS[component].filter(({ isThere }) => !isThere()).map(({ name, get }) => `${name} (${get})`);

/**
 * For node:test's `skip` option: a test that needs a real component is skipped, with a reason, where it is not
 * installed. PARITY_REQUIRE_REAL (names of components, separated by commas) turns the skip into a failure, so that
 * a pipeline cannot lose these tests unseen.
 *
 * @throws when a required component is not installed, or PARITY_REQUIRE_REAL names one that does not exist
 */
export function requireReal(component: Component): { readonly skip: false | string } {
  const isRequired = requiredComponents().includes(component);
  const missing = missingParts(component);
  if (missing.length === 0) return { skip: false };
  const reason = `${component} is not installed: ${missing.join(', ')}`;
  if (!isRequired) return { skip: reason };
  throw new Error(`${reason}; PARITY_REQUIRE_REAL asks for it: install it, or take "${component}" out`);
}

function requiredComponents(): readonly string[] {
  const names = (process.env['PARITY_REQUIRE_REAL'] ?? '').split(',').map((name) => name.trim());
  const required = names.filter((name) => name !== '');
  const unknown = required.filter((name) => !Object.hasOwn(COMPONENTS, name));
  if (unknown.length === 0) return required;
  const known = Object.keys(COMPONENTS).join(', ');
  throw new Error(`PARITY_REQUIRE_REAL names ${unknown.join(', ')}, which no test knows; use some of ${known}`);
}

let modules: ReadonlySet<string> | undefined;

/** What `php -m` lists; asked once. */
function phpModules(): ReadonlySet<string> {
  modules ??= new Set((spawnSync('php', ['-m'], { encoding: 'utf8' }).stdout ?? '').split('\n'));
  return modules;
}
