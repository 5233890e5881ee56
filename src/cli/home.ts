import { join } from 'node:path';

/** Where the harness finds its data. */
export type Home = {
  readonly root: string;
  readonly tenants: string;
  readonly baselines: string;
};

/** @param folder holds `tenants/` and `baselines/`; default: the harness itself */
export function homeAt(folder: string = join(import.meta.dirname, '../..')): Home {
  return { root: folder, tenants: join(folder, 'tenants'), baselines: join(folder, 'baselines') };
}
