import { existsSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram } from '../../testbed/requirements.ts';
import { type Buildah, finish } from './buildah.ts';

const ROOT = join(import.meta.dirname, '../..');
const NAME = 'docker.io/library/node:24-slim';
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * What stands for node:24-slim where no registry is reached: Debian, the Node that this clone runs, and npm.
 *
 * @returns the image's name
 */
export function makeBase(buildah: Buildah): string {
  const container = buildah('from', 'scratch');
  const copy = (from: string, to: string): string => buildah('copy', '--quiet', container, from, to);
  copy(debian(), '/');
  copy(realpathSync(process.execPath), '/usr/local/bin/node');
  copy(npmFolder(), '/usr/local/lib/node_modules/npm');
  // Where a proxy of the machine signs for the registry, npm must know whom to believe.
  if (existsSync(CERTIFICATES)) {
    copy(CERTIFICATES, CERTIFICATES);
    buildah('config', '--env', `NODE_EXTRA_CA_CERTS=${CERTIFICATES}`, container);
  }
  const link = ['ln', '-s', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm'];
  buildah('run', '--isolation', 'chroot', container, '--', ...link);
  buildah('commit', '--quiet', '--rm', container, NAME);
  return NAME;
}

/** A minimal Debian; made once for each clone, for it takes half a minute or more. */
function debian(): string {
  const folder = join(ROOT, 'node_modules/.cache/parity/bookworm');
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}.tmp`;
  mkdirSync(dirname(folder), { recursive: true });
  try {
    finish(findProgram(/^debootstrap$/) ?? 'debootstrap', ['--variant=minbase', 'bookworm', unfinished]);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

function npmFolder(): string {
  const npm = findProgram(/^npm$/);
  if (npm === undefined) throw new Error('npm is not on PATH');
  return join(dirname(realpathSync(npm)), '..');
}
