import { readdir, readFile } from 'node:fs/promises';

export type Process = { readonly pid: number; readonly command: string };

/** The processes of an instance: those that have its folder in their environment, though they left its session. */
export async function processesOf(folder: string): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = pids.map(async (pid) => {
    const environment = await textOf(`/proc/${pid}/environ`);
    if (!environment.split('\0').includes(`ACADEMY_HOME=${folder}`)) return [];
    return [{ pid: Number(pid), command: (await textOf(`/proc/${pid}/cmdline`)).replaceAll('\0', ' ').trim() }];
  });
  return (await Promise.all(found)).flat();
}

/** The process may end while it is read. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}
