/** Writes tenants/tenant.schema.json anew: `node src/config/write-schema.ts`, then `npx oxfmt tenants`. */
import { writeFileSync } from 'node:fs';
import { tenantSchema } from './tenant-schema.ts';

writeFileSync(
  new URL('../../tenants/tenant.schema.json', import.meta.url),
  `${JSON.stringify(tenantSchema(), undefined, 2)}\n`,
);
