import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { makeBase } from './base.ts';
import { type Buildah, buildahIn } from './buildah.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What an image says of itself. */
export type ImageConfig = {
  readonly User: string;
  readonly WorkingDir: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
};

export type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type Image = Disposable & {
  readonly config: ImageConfig;
  /** Where its files are. */
  readonly root: string;
  /** Runs a command in it as its user, on a read-only root. @param env `NAME=value`, beside the image's own */
  readonly run: (command: readonly string[], env?: readonly string[]) => Promise<Ended>;
};

/** Builds the target `monitor` of the Dockerfile. Disposing it deletes the image and all it was made of. */
export function buildImage(revision: string): Image {
  const folder = mkdtempSync(join(tmpdir(), 'parity-image-'));
  const buildah = buildahIn(folder);
  try {
    const base = makeBase(buildah);
    const options = ['--isolation', 'chroot', '--network', 'host', '--pull-never', '--target', 'monitor'];
    const args = ['--build-arg', `NODE_IMAGE=${base}`, '--build-arg', `REVISION=${revision}`];
    buildah('bud', ...options, ...args, '--tag', 'parity:test', ROOT);
    return opened(buildah, folder);
  } catch (thrown) {
    remove(buildah, folder);
    throw thrown;
  }
}

function opened(buildah: Buildah, folder: string): Image {
  const root = buildah('mount', buildah('from', '--pull-never', 'localhost/parity:test'));
  const inspected: { readonly OCIv1: { readonly config: ImageConfig } } = JSON.parse(
    buildah('inspect', '--type', 'image', 'localhost/parity:test'),
  );
  const { config } = inspected.OCIv1;
  const run: Image['run'] = (command, env = []) => {
    const script = join(import.meta.dirname, 'run.sh');
    const inside = ['sh', script, root, config.User, config.WorkingDir, ...config.Env, ...env, ...command];
    const args = ['--mount', '--pid', '--fork', '--kill-child', ...inside];
    return new Promise((resolve) => {
      const child = execFile('unshare', args, { maxBuffer: 1 << 28 }, (_error, stdout, stderr) =>
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  };
  return { config, root, run, [Symbol.dispose]: () => remove(buildah, folder) };
}

function remove(buildah: Buildah, folder: string): void {
  buildah('rm', '--all');
  rmSync(folder, { recursive: true, force: true });
}
