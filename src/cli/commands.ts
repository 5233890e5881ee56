import type { Command } from 'commander';
import { diffCommand } from './diff-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { explainCommand } from './explain-command.ts';
import { gateCommand } from './gate-command.ts';
import { judgeCommand } from './judge-command.ts';
import { ledgerCommand } from './ledger-command.ts';
import { recordCommand } from './record-command.ts';
import { rulesCommand } from './rules-command.ts';
import { runCommand } from './run-command.ts';

/** One command: adds itself to the program and says how it ended. */
export type CliCommand = {
  readonly define: (program: Command, exit: (code: number) => void) => void;
};

/** Every command. To add one: write its file, then add its line here. */
export const COMMANDS: readonly CliCommand[] = [
  runCommand,
  gateCommand,
  recordCommand,
  judgeCommand,
  ledgerCommand,
  diffCommand,
  rulesCommand,
  explainCommand,
  doctorCommand,
];
