export { readEnv, type Env } from './env.ts';
export { listTenants, loadTenant, type LoadedTenant, type LoadOptions } from './load.ts';
export { missingForTargets, passwordsToMake } from './missing.ts';
export { printProblems, type ConfigProblem } from './problem.ts';
