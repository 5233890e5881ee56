import { join } from 'node:path';
import { manifests, type Release } from './helm.ts';

const HEAD = '# Printed by `npm run manifests` from deploy/chart and deploy/tenants; not edited by hand.\n';

/** Where the plain manifests of a release are kept. */
export const committed = ({ name }: Release): string => join(import.meta.dirname, `../../deploy/rendered/${name}.yaml`);

/** Helm manages nothing of plain manifests; whoever applies them does. */
export const printed = (release: Release): string =>
  HEAD + manifests(release).replaceAll(/^ *(app\.kubernetes\.io\/managed-by: Helm|helm\.sh\/chart: .*)\n/gm, '');
