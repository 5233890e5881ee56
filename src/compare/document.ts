import type { JsonDocument } from '../json/index.ts';
import type { Body } from '../model/observation.ts';
import { readJson } from '../json/index.ts';

/** The JSON of a body that was kept; undefined when it was not, or is no JSON. */
export function documentOf({ state, text }: Body): JsonDocument | undefined {
  const read = state === 'json' && text !== undefined ? readJson(text) : undefined;
  return read?.ok === true ? read.document : undefined;
}
