import type { Shape } from '../model/shape.ts';
import { readJson } from '../json/index.ts';
import { shapeOf } from './shape/build.ts';

/** The shape of a body; nothing when it is not JSON. */
export function bodyShape(text: string): Shape | undefined {
  const read = readJson(text);
  return read.ok ? shapeOf(read.document) : undefined;
}
