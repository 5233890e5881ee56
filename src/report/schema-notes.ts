import { z } from 'zod';

/** What the printed schema says beside the description. */
export const NOTES = z.registry<{ readonly id?: string; readonly title?: string; readonly pattern?: string }>();

export const KEBAB = '^[a-z][a-z0-9-]*$';

/** One of a catalogue that grows: the printed schema names the form of its ids, so that it need not grow with it. */
export const growing = <const Id extends string>(ids: readonly Id[]) => z.enum(ids).register(NOTES, { pattern: KEBAB });
