/** From harmless to broken. The gate counts findings at its level and above. */
export type Level = 'info' | 'warning' | 'breaking';

export const LEVELS = ['info', 'warning', 'breaking'] as const satisfies readonly Level[];

export const atLeast = (level: Level, gate: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(gate);

/** `parity`: an added key is drift. `contract`: added is fine. */
export type Preset = 'parity' | 'contract';

export const PRESETS = ['parity', 'contract'] as const satisfies readonly Preset[];
