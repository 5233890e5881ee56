/** One mistake of a person who configures: what is wrong, where, what to do. */
export type ConfigProblem = {
  /** The file it stands in, as the person would type it; `the environment` for a variable. */
  readonly file: string;
  /** Path inside the file, e.g. `targets.0.url`, or the name of a variable; empty for the file as a whole. */
  readonly at: string;
  readonly says: string;
  /** Shown once for all problems that share it. */
  readonly todo?: string;
};

/** One mistake of the file that is being read. */
export type Mistake = Omit<ConfigProblem, 'file'>;

export const ENVIRONMENT = 'the environment';

/** Text for stderr: one block for each file, in the order of the problems; ends without a line break. */
export function printProblems(problems: readonly ConfigProblem[]): string {
  const byFile = Map.groupBy(problems, ({ file }) => file);
  return [...byFile].map(([file, ofFile]) => printBlock(file, ofFile)).join('\n\n');
}

function printBlock(file: string, problems: readonly ConfigProblem[]): string {
  const [first] = problems;
  const todos = new Set(problems.flatMap(({ todo }) => (todo === undefined ? [] : [`  try: ${todo}`])));
  if (problems.length === 1 && first?.at === '') return [`error: ${file} ${first.says}`, ...todos].join('\n');
  const width = Math.max(...problems.map(({ at }) => at.length));
  const lines = problems.map(({ at, says }) => `  ${at.padEnd(width)}  ${says}`);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`error: ${file} has ${count}`, ...lines, ...todos].join('\n');
}
