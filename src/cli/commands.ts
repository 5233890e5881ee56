import type { Command } from 'commander';

/** One command: adds itself to the program and says how it ended. */
export type CliCommand = {
  readonly define: (program: Command, exit: (code: number) => void) => void;
};

/** Every command, in the order of the help. To add one: write its file, then add its line here. */
const COMMANDS = {
  run: async () => (await import('./run-command.ts')).runCommand,
  gate: async () => (await import('./gate-command.ts')).gateCommand,
  record: async () => (await import('./record-command.ts')).recordCommand,
  monitor: async () => (await import('./monitor-command.ts')).monitorCommand,
  judge: async () => (await import('./judge-command.ts')).judgeCommand,
  ledger: async () => (await import('./ledger-command.ts')).ledgerCommand,
  diff: async () => (await import('./diff-command.ts')).diffCommand,
  rules: async () => (await import('./rules-command.ts')).rulesCommand,
  explain: async () => (await import('./explain-command.ts')).explainCommand,
  drill: async () => (await import('./drill-command.ts')).drillCommand,
  doctor: async () => (await import('./doctor-command.ts')).doctorCommand,
} satisfies Record<string, () => Promise<CliCommand>>;

const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

/** The command that the first word names; all of them when it names none, for the help and for what is mistyped. */
export async function commandsFor([word = '']: readonly string[]): Promise<readonly CliCommand[]> {
  if (isCommand(word)) return [await COMMANDS[word]()];
  return Promise.all(Object.values(COMMANDS).map((load) => load()));
}
