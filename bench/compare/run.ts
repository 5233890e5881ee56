import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { corners, stages, times } from './times.ts';
import { verdicts } from './verdicts.ts';

// `npm ci --prefix bench`, then `node bench/compare/run.ts`: runs everybody and writes RESULTS.md beside this file.

const head = [
  '# Comparing two answers: this harness beside its peers',
  '',
  `Printed by \`bench/compare/run.ts\` on Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores.`,
  'The cases are those of `cases.ts`. The peers were made for other work; this shows why they do not do ours.',
  '',
];

const file = join(import.meta.dirname, 'RESULTS.md');
writeFileSync(file, [...head, ...(await verdicts()), ...times(), ...stages(), ...corners()].join('\n'));
process.stdout.write(`${file}\n`);
