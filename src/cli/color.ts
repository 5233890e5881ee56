import type { View } from '../report/reporter.ts';
import type { OutputOptions } from './options.ts';

/** How wide and colourful a stream may be. `NO_COLOR` and `--color never` win over everything. */
export function viewOf(
  stream: NodeJS.WriteStream,
  { color }: Pick<OutputOptions, 'color'>,
  env: NodeJS.ProcessEnv,
): View {
  const width = Math.min(stream.columns ?? 100, 140);
  if (color !== 'auto') return { color: color === 'always', width };
  const silenced = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  return { color: stream.isTTY && !silenced && env['TERM'] !== 'dumb', width };
}
