/** A chance below this is taken for impossible: samples of one list are not independent, so it is small. */
const IMPROBABLE = 1e-4;

/** Fewer samples never prove that something seen before is gone. */
const FEWEST = 8;

/** From so many samples on, "never seen otherwise" is a fact about the answer, not about the samples. */
export const MANY = 10;

/**
 * Would `samples` in a row hardly come about if each was a hit with the recorded rate?
 *
 * @param rate share of hits in what was recorded, 0 to 1
 */
export const isImprobable = (rate: number, samples: number): boolean =>
  samples >= FEWEST && rate ** samples < IMPROBABLE;
