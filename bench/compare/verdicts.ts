import { type Case, type CaseKind, CASES } from './cases.ts';
import { type Compare, CONTESTANTS, type Said } from './contestants.ts';

type Row = { readonly name: string; readonly said: ReadonlyMap<Case, Said | 'broke'> };

/** Who found what in the cases, as Markdown. */
export async function verdicts(): Promise<string[]> {
  const rows = await Promise.all(Object.entries(CONTESTANTS).map(ask));
  return [
    '## Drifts found, false alarms',
    '',
    'An alarm is a finding above the level `info`. Other data in one shape is no drift: an alarm is as wrong as silence.',
    '',
    '| | drifts found | other bytes found | false alarms | other data called drift | other data remarked |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${found(row, 'drift', ['alarm'])} | ${found(row, 'written', ['alarm', 'remark'])} | ${found(row, 'benign', ['alarm'])} | ${found(row, 'data', ['alarm'])} | ${found(row, 'data', ['remark'])} |`,
    ),
    '',
    '### Who was wrong where',
    '',
    ...rows.map((row) => `- **${row.name}**: ${wrong(row) || 'nowhere'}`),
    '',
  ];
}

function found({ said }: Row, kind: CaseKind, wanted: readonly string[]): string {
  const cases = CASES.filter((one) => one.kind === kind);
  return `${cases.filter((one) => wanted.includes(said.get(one) ?? '')).length} of ${cases.length}`;
}

async function ask([name, load]: readonly [string, () => Promise<Compare>]): Promise<Row> {
  const compare = await load();
  const said = new Map<Case, Said | 'broke'>();
  for (const one of CASES) {
    try {
      said.set(one, await compare(one.was, one.is));
    } catch {
      said.set(one, 'broke');
    }
  }
  return { name, said };
}

const RIGHT: Readonly<Record<CaseKind, readonly string[]>> = {
  drift: ['alarm'],
  written: ['alarm', 'remark'],
  benign: ['nothing', 'remark'],
  data: ['remark'],
};

const wrong = ({ said }: Row): string =>
  CASES.filter((one) => one.kind !== 'data' && !RIGHT[one.kind].includes(said.get(one) ?? ''))
    .map(
      (one) =>
        `${one.kind === 'benign' ? 'false alarm: ' : ''}${one.name}${said.get(one) === 'broke' ? ' (broke)' : ''}`,
    )
    .join('; ');
