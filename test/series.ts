/** How often a test repeats a whole run: a small sample by itself, `PARITY_SERIES` times in `bench/series`. */
export const series = (sample: number): number => Number(process.env['PARITY_SERIES'] ?? sample);
