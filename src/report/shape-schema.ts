import { z } from 'zod';
import { KEY_CLASSES, NUMBER_CLASSES, STRING_FORMATS } from '../model/shape.ts';
import { growing } from './schema-notes.ts';

const tally = z.int().nonnegative();

/** A shape as it stands in a saved report: it nests as deep as the answer it was taken from. */
export const ShapeFile = z.strictObject({
  count: tally,
  null: tally.exactOptional(),
  boolean: tally.exactOptional(),
  number: z.partialRecord(growing(NUMBER_CLASSES), tally).exactOptional(),
  string: z.partialRecord(growing(STRING_FORMATS), tally).exactOptional(),
  get array() {
    return z.strictObject({ count: tally, empty: tally, items: ShapeFile }).exactOptional();
  },
  get object() {
    return MembersFile.extend({
      empty: tally,
      duplicates: tally,
      variants: z.record(z.string(), MembersFile).exactOptional(),
    }).exactOptional();
  },
});

const MembersFile = z.strictObject({
  count: tally,
  get properties() {
    return z.record(z.string(), ShapeFile);
  },
  get keyed() {
    return z.partialRecord(growing(KEY_CLASSES), ShapeFile);
  },
});
