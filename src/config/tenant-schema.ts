import { z } from 'zod';
import { tenantFile } from './tenant-file.ts';

/** The JSON Schema (draft 7, what editors read) of a tenant file. Committed as `tenants/tenant.schema.json`. */
export const tenantSchema = (): object => ({
  title: 'A tenant of parity',
  ...z.toJSONSchema(tenantFile({ env: {}, scenarioIds: [], tenantIds: [], onSetting: () => {} }), {
    io: 'input',
    target: 'draft-07',
  }),
});
