import type { Report } from '../model/report.ts';
import type { ReporterName } from '../report/index.ts';
import type { Rendered, View } from '../report/reporter.ts';
import type { OutputOptions } from './options.ts';
import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../baseline/make-folder.ts';
import { nearest } from '../model/nearest.ts';
import { REPORTERS } from '../report/index.ts';
import { PLAIN_VIEW } from '../report/reporter.ts';
import { viewOf } from './color.ts';
import { usageError } from './usage-error.ts';
import { messageOf } from '../model/message-of.ts';

/** A reporter and where its text goes; no file: standard output. */
export type Output = { readonly name: ReporterName; readonly file?: string };

const isReporter = (name: string): name is ReporterName => Object.hasOwn(REPORTERS, name);

/** @throws UsageError for a name nobody knows, and for two reporters that would write over each other */
export function parseOutputs(texts: readonly string[]): readonly Output[] {
  const outputs = (texts.length === 0 ? ['console'] : texts).map(parseOutput);
  const places = outputs.map(({ file }) => file ?? 'standard output');
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice === undefined) return outputs;
  throw usageError(`two reporters write to ${twice}`, 'give one of them a file, e.g. --reporter json=reports/run.json');
}

function parseOutput(text: string): Output {
  const at = text.indexOf('=');
  const name = at === -1 ? text : text.slice(0, at);
  const file = at === -1 ? undefined : text.slice(at + 1);
  if (!isReporter(name)) {
    const meant = nearest(name, Object.keys(REPORTERS));
    const all = `the reporters are ${Object.keys(REPORTERS).join(', ')}`;
    throw usageError(`there is no reporter "${name}"`, meant === undefined ? all : `--reporter ${meant}; ${all}`);
  }
  if (file === '') throw usageError(`--reporter ${text} names no file`, `--reporter ${name}=reports/${name}.txt`);
  return file === undefined ? { name } : { name, file };
}

/**
 * Renders and writes everything; one that fails does not keep the others from being written.
 *
 * @returns what could not be delivered, a sentence each
 */
export async function deliver(
  report: Report,
  outputs: readonly Output[],
  options: OutputOptions,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const output of outputs) {
    try {
      const { render } = await REPORTERS[output.name]();
      write(output, render(report, viewFor(output, options)));
    } catch (thrown) {
      const where = output.file === undefined ? '' : ` could not write ${output.file}`;
      problems.push(`reporter ${output.name}${where}: ${messageOf(thrown)}`);
    }
  }
  return problems;
}

const viewFor = ({ file }: Output, options: OutputOptions): View =>
  file === undefined ? viewOf(process.stdout, options, process.env) : PLAIN_VIEW;

function write({ name, file }: Output, { document, commands }: Rendered): void {
  const target = file ?? summaryFile(name);
  if (target === undefined) process.stdout.write(document);
  else {
    makeFolder(dirname(target));
    // A job's summary collects the text of all its steps.
    if (file === undefined) appendFileSync(target, document);
    else writeFileSync(target, document);
  }
  if (commands !== undefined) process.stdout.write(commands);
}

/** Where GitHub's runner wants the summary of a job; without it the text goes to standard output. */
const summaryFile = (name: ReporterName): string | undefined =>
  name === 'github' ? process.env['GITHUB_STEP_SUMMARY'] || undefined : undefined;
